@NullMarked
package io.everswitch.routing.choice;

import org.jspecify.annotations.NullMarked;
