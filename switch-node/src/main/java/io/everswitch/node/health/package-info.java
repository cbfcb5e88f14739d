/** Nodes tell each other how channels do, so that each judges by what all have seen. */
@NullMarked
package io.everswitch.node.health;

import org.jspecify.annotations.NullMarked;
