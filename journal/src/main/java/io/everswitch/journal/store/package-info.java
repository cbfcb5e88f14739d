@NullMarked
package io.everswitch.journal.store;

import org.jspecify.annotations.NullMarked;
