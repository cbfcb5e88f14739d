/** Seals card and account numbers before anything is journaled (M10), with keys that an operator can rotate. */
@NullMarked
package io.everswitch.node.vault;

import org.jspecify.annotations.NullMarked;
