@NullMarked
package io.everswitch.routing.limit;

import org.jspecify.annotations.NullMarked;
