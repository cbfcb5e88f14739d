@NullMarked
package io.everswitch.journal.workingset;

import org.jspecify.annotations.NullMarked;
