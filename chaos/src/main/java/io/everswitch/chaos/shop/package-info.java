/** The demo's merchant: a small shop that sells through the switch, and a receiver that keeps every webhook it got. */
@NullMarked
package io.everswitch.chaos.shop;

import org.jspecify.annotations.NullMarked;
