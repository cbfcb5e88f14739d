/**
 * The demo's front door: an HTTP reverse proxy that knows which nodes are ready, so that merchants, payers and banks have an
 * address that survives a node.
 */
@NullMarked
package io.everswitch.chaos.door;

import org.jspecify.annotations.NullMarked;
