package io.everswitch.node.entity;

import io.everswitch.domain.id.WireReference;
import java.util.concurrent.CompletableFuture;

/** One call of a scripted bank or shop; the test answers it, or never. */
record Call(Kind kind, String reference, Object request, CompletableFuture<Object> answer) {
    /** What is asked. */
    enum Kind {
        SEND,
        QUERY,
        REVERSE,
        REFUND,
        NOTIFY
    }

    static Call of(Kind kind, String reference, Object request) {
        return new Call(kind, reference, request, new CompletableFuture<>());
    }

    String paymentId() {
        return kind == Kind.NOTIFY
                ? reference
                : WireReference.parse(reference).paymentId().value();
    }

    void answer(Object value) {
        answer.complete(value);
    }
}
