/** What the settings mean: which there are, what they may be, and how they reach routing and the channels of this node. */
@NullMarked
package io.everswitch.node.control;

import org.jspecify.annotations.NullMarked;
