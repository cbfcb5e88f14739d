@NullMarked
package io.everswitch.chaos.history;

import org.jspecify.annotations.NullMarked;
