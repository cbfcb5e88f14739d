@NullMarked
package io.everswitch.chaos.cli;

import org.jspecify.annotations.NullMarked;
