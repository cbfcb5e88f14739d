package io.everswitch.node.http;

import io.everswitch.domain.payment.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body with which a named operator decides what became of an unknown attempt. */
record ResolveBody(String author, String reason, Outcome outcome) {
    private static final String[] NAMES = {"author", "reason", "outcome"};

    static ResolveBody read(byte[] body) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", NAMES);
            String author = null;
            String reason = null;
            Outcome outcome = null;
            for (int field = object.next(); field >= 0; field = object.next()) {
                switch (field) {
                    case 0 -> author = object.text(1, ChangeBody.AUTHOR_MAX, TextRule.ID);
                    case 1 -> reason = ChangeBody.reason(object);
                    default -> {
                        String word = object.text(1, 32, TextRule.ID);
                        outcome = outcome(word);
                        if (word != null && outcome == null) {
                            object.error("must be one of approved, declined_final, declined_retriable, not_sent");
                        }
                    }
                }
            }
            object.require(0, 1, 2);
            errors.check();
            if (author == null || reason == null || outcome == null) {
                throw new IllegalStateException("a missing field was not complained about");
            }
            return new ResolveBody(author, reason, outcome);
        });
    }

    private static @Nullable Outcome outcome(@Nullable String word) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.UNKNOWN
                    && outcome.name().toLowerCase(Locale.ROOT).equals(word)) {
                return outcome;
            }
        }
        return null;
    }
}
