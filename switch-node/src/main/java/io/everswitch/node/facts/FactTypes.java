package io.everswitch.node.facts;

import io.everswitch.domain.payment.PaymentFact;
import java.util.HashMap;
import java.util.Map;

/**
 * The manifests of the facts: a short name and a version, {@code attempt-started.1}. A name never changes its meaning; a
 * fact that changes its shape gets the next version, and the reader of the old one stays for ever.
 */
final class FactTypes {
    private static final Map<String, Class<? extends PaymentFact>> READERS = new HashMap<>();
    private static final Map<Class<?>, String> MANIFESTS = new HashMap<>();

    static {
        current("created.1", PaymentFact.Created.class);
        current("confirmed.1", PaymentFact.Confirmed.class);
        current("attempt-started.1", PaymentFact.AttemptStarted.class);
        current("attempt-accepted.1", PaymentFact.AttemptAccepted.class);
        current("attempt-concluded.1", PaymentFact.AttemptConcluded.class);
        current("query-tried.1", PaymentFact.QueryTried.class);
        current("reversal-owed.1", PaymentFact.ReversalOwed.class);
        current("reversal-tried.1", PaymentFact.ReversalTried.class);
        current("reversal-acknowledged.1", PaymentFact.ReversalAcknowledged.class);
        current("reversal-refused.1", PaymentFact.ReversalRefused.class);
        current("refund-owed.1", PaymentFact.RefundOwed.class);
        current("refund-tried.1", PaymentFact.RefundTried.class);
        current("refund-concluded.1", PaymentFact.RefundConcluded.class);
        current("status-changed.1", PaymentFact.StatusChanged.class);
        current("notification-owed.1", PaymentFact.NotificationOwed.class);
        current("notification-tried.1", PaymentFact.NotificationTried.class);
        current("notification-delivered.1", PaymentFact.NotificationDelivered.class);
        current("notification-failed.1", PaymentFact.NotificationFailed.class);
        current("notification-given-up.1", PaymentFact.NotificationGivenUp.class);
        current("contradiction-recorded.1", PaymentFact.ContradictionRecorded.class);
        current("contradictions-reviewed.1", PaymentFact.ContradictionsReviewed.class);
        for (Class<?> kind : PaymentFact.class.getPermittedSubclasses()) {
            if (!MANIFESTS.containsKey(kind)) {
                throw new IllegalStateException("no manifest for fact " + kind.getSimpleName());
            }
        }
    }

    private FactTypes() {}

    static String manifestOf(PaymentFact fact) {
        String manifest = MANIFESTS.get(fact.getClass());
        if (manifest == null) {
            throw new IllegalStateException("no manifest for fact " + fact.getClass());
        }
        return manifest;
    }

    /** @throws IllegalArgumentException for a manifest that this version does not know: it must not guess */
    static Class<? extends PaymentFact> readerOf(String manifest) {
        Class<? extends PaymentFact> reader = READERS.get(manifest);
        if (reader == null) {
            throw new IllegalArgumentException("unknown fact manifest: " + manifest);
        }
        return reader;
    }

    private static void current(String manifest, Class<? extends PaymentFact> kind) {
        READERS.put(manifest, kind);
        MANIFESTS.put(kind, manifest);
    }
}
