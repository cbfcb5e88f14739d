@NullMarked
package io.everswitch.journal.simulation;

import org.jspecify.annotations.NullMarked;
