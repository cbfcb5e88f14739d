@NullMarked
package io.everswitch.node.vault;

import org.jspecify.annotations.NullMarked;
