/** A small HTTP server on Netty, shared by the bank simulator and the demo shop. */
@NullMarked
package io.everswitch.chaos.http;

import org.jspecify.annotations.NullMarked;
