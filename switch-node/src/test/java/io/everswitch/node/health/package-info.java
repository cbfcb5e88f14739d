@NullMarked
package io.everswitch.node.health;

import org.jspecify.annotations.NullMarked;
