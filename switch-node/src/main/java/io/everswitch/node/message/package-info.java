/** How messages cross from one node to another: CBOR with ids, money, times and actors in it. Knows no message. */
@NullMarked
package io.everswitch.node.message;

import org.jspecify.annotations.NullMarked;
