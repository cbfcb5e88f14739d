@NullMarked
package io.everswitch.journal.spool;

import org.jspecify.annotations.NullMarked;
