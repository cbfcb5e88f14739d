@NullMarked
package io.everswitch.journal.archive;

import org.jspecify.annotations.NullMarked;
