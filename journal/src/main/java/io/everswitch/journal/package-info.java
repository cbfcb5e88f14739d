@NullMarked
package io.everswitch.journal;

import org.jspecify.annotations.NullMarked;
