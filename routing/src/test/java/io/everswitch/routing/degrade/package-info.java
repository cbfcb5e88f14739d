@NullMarked
package io.everswitch.routing.degrade;

import org.jspecify.annotations.NullMarked;
