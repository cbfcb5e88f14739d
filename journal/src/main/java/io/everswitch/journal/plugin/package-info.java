@NullMarked
package io.everswitch.journal.plugin;

import org.jspecify.annotations.NullMarked;
