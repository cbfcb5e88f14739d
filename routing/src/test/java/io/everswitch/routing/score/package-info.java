@NullMarked
package io.everswitch.routing.score;

import org.jspecify.annotations.NullMarked;
