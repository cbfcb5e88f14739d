package io.everswitch.node.limits;

import io.everswitch.routing.limit.Ledger;

/** The answer to a reservation. Crosses between nodes. */
record LimitReply(Ledger.Verdict verdict) {}
