@NullMarked
package io.everswitch.routing.health;

import org.jspecify.annotations.NullMarked;
