@NullMarked
package io.everswitch.chaos.report;

import org.jspecify.annotations.NullMarked;
