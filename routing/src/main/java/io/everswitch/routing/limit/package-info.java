/** How much a payer or a merchant may pay in a day: which limits concern an attempt, and the ledger of one of them. Pure. */
@NullMarked
package io.everswitch.routing.limit;

import org.jspecify.annotations.NullMarked;
