/** Rules by which operators narrow down which channels a payment may take: a small language, read and checked here. Pure. */
@NullMarked
package io.everswitch.routing.rule;

import org.jspecify.annotations.NullMarked;
