/**
 * What operators change while the switch runs: one versioned document of settings over the catalog, kept in the journal like a
 * payment, and a mirror of it on every node. Knows paths and texts; what a text means is its users' business.
 */
@NullMarked
package io.everswitch.node.settings;

import org.jspecify.annotations.NullMarked;
