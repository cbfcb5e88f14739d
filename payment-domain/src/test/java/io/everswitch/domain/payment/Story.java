package io.everswitch.domain.payment;

import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import io.everswitch.domain.port.QueryAnswer;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.ReversalAnswer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the rule tables as short words, so that a row reads like the sentence that it tests. A story starts with a created
 * payment of 1000. Words: {@code confirm}, {@code cashier} (with {@code #key}), {@code cancel}, {@code tick}, {@code restart},
 * {@code +10s}; an answer is who, which attempt, what: {@code a1:approved@900} (answer), {@code b1} (callback), {@code q1}
 * (query), {@code v1} (reversal), {@code o1} (operator), {@code f1} (refund), {@code n1} (notification);
 * {@code refund:ID:300}, {@code redeliver:1}.
 */
final class Story {
    final Bench bench;
    private Decision last = Decision.NOTHING;

    Story(String resolution) {
        this(new Bench(ChannelProfile.Resolution.valueOf(resolution.toUpperCase(Locale.ROOT)), 3));
    }

    Story(Bench bench) {
        this.bench = bench;
        bench.tell(Bench.create("order-1", "hash-1"));
    }

    /** Plays all words. */
    Story play(String words) {
        for (String word : words.trim().split(" ", -1)) {
            if (word.startsWith("+")) {
                bench.now = bench.now.plus(Duration.parse("PT" + word.substring(1)));
            } else {
                last = bench.tell(command(word));
            }
        }
        return this;
    }

    /** What the last word led to. */
    String said() {
        if (last.refusal() != null) {
            return last.refusal().name();
        }
        List<String> words = new ArrayList<>();
        for (PaymentFact fact : last.facts()) {
            words.add(say(fact));
        }
        return words.isEmpty() ? "nothing" : String.join(" ", words);
    }

    Decision last() {
        return last;
    }

    private static PaymentCommand command(String word) {
        String[] parts = word.split(":", -1);
        String key = word.contains("#") ? word.substring(word.indexOf('#') + 1) : "";
        String verb = parts[0].contains("#") ? parts[0].substring(0, parts[0].indexOf('#')) : parts[0];
        return switch (verb) {
            case "create" -> Bench.create("order-1", parts[1]);
            case "confirm" -> new PaymentCommand.Confirm(Bench.card(), ConfirmSource.MERCHANT_API, key);
            case "cashier" -> new PaymentCommand.Confirm(Bench.card(), ConfirmSource.CASHIER, key);
            case "cancel" -> new PaymentCommand.Cancel();
            case "tick" -> new PaymentCommand.Tick();
            case "restart" -> new PaymentCommand.Recovered();
            case "review" -> new PaymentCommand.Review("ann", "called the bank");
            case "redeliver" -> new PaymentCommand.Redeliver(Integer.parseInt(parts[1]));
            case "refund" -> new PaymentCommand.Refund(parts[1], money(parts[2]), "returned");
            default -> answer(verb.charAt(0), Integer.parseInt(verb.substring(1)), parts[1]);
        };
    }

    private static PaymentCommand answer(char who, int ordinal, String what) {
        return switch (who) {
            case 'a' -> new PaymentCommand.AttemptAnswered(ordinal, attemptAnswer(what), Evidence.ANSWER);
            case 'b' -> new PaymentCommand.AttemptAnswered(ordinal, attemptAnswer(what), Evidence.CALLBACK);
            case 'q' -> new PaymentCommand.QueryAnswered(ordinal, queryAnswer(what));
            case 'v' -> new PaymentCommand.ReversalAnswered(ordinal, reversalAnswer(what));
            case 'f' -> new PaymentCommand.RefundAnswered(ordinal, refundAnswer(what));
            case 'o' ->
                new PaymentCommand.Resolve(
                        ordinal, Outcome.valueOf(what.toUpperCase(Locale.ROOT)), "ann", "statement line 7");
            case 'n' -> new PaymentCommand.NotificationAnswered(ordinal, notificationResult(what));
            default -> throw new IllegalArgumentException("no such word: " + who + ordinal + ":" + what);
        };
    }

    private static AttemptAnswer attemptAnswer(String what) {
        if (what.equals("over_limit")) {
            return AttemptAnswer.overLimit("count", "limit day of payer_day");
        }
        AttemptAnswer.Kind kind = AttemptAnswer.Kind.valueOf(kind(what));
        String code = kind == AttemptAnswer.Kind.APPROVED ? "00" : "05";
        return new AttemptAnswer(kind, code, "", amount(what), "");
    }

    private static QueryAnswer queryAnswer(String what) {
        QueryAnswer.Kind kind = QueryAnswer.Kind.valueOf(kind(what));
        return new QueryAnswer(kind, kind == QueryAnswer.Kind.APPROVED ? "00" : "05", "", amount(what));
    }

    private static ReversalAnswer reversalAnswer(String what) {
        return switch (what) {
            case "refused" -> new ReversalAnswer(ReversalAnswer.Kind.REFUSED, "40");
            case "none" -> ReversalAnswer.noAnswer("timeout");
            default -> new ReversalAnswer(ReversalAnswer.Kind.ACKNOWLEDGED, what);
        };
    }

    private static RefundAnswer refundAnswer(String what) {
        return switch (what) {
            case "done" -> new RefundAnswer(RefundAnswer.Kind.DONE, "00", "");
            case "refused" -> new RefundAnswer(RefundAnswer.Kind.REFUSED, "57", "");
            default -> RefundAnswer.noAnswer("timeout");
        };
    }

    private static NotificationResult notificationResult(String what) {
        return switch (what) {
            case "ok" -> new NotificationResult(NotificationResult.Kind.DELIVERED, 200, null, "");
            case "gone" -> new NotificationResult(NotificationResult.Kind.GONE, 410, null, "gone");
            case "fail" -> new NotificationResult(NotificationResult.Kind.FAILED, 500, null, "HTTP 500");
            default ->
                new NotificationResult(
                        NotificationResult.Kind.FAILED, 429, Duration.parse("PT" + what.substring(5)), "HTTP 429");
        };
    }

    private static String kind(String what) {
        String name = what.contains("@") ? what.substring(0, what.indexOf('@')) : what;
        return switch (name) {
            case "declined" -> "DECLINED_FINAL";
            case "retriable" -> "DECLINED_RETRIABLE";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }

    private static @Nullable Money amount(String what) {
        return what.contains("@") ? money(what.substring(what.indexOf('@') + 1)) : null;
    }

    private static Money money(String text) {
        return text.endsWith("EUR")
                ? Money.of(Long.parseLong(text.substring(0, text.length() - 3)), "EUR")
                : Money.of(Long.parseLong(text), "USD");
    }

    private static String say(PaymentFact fact) {
        if (fact instanceof PaymentFact.AttemptStarted f) {
            return "start:" + f.attempt() + ":" + f.channel();
        } else if (fact instanceof PaymentFact.AttemptAccepted f) {
            return "accepted:" + f.attempt();
        } else if (fact instanceof PaymentFact.AttemptConcluded f) {
            return f.attempt() + "=" + f.outcome() + "/" + f.evidence();
        } else if (fact instanceof PaymentFact.QueryTried f) {
            return "query:" + f.attempt() + ":" + f.tries();
        } else if (fact instanceof PaymentFact.ReversalOwed f) {
            return "reverse:" + f.attempt();
        } else if (fact instanceof PaymentFact.ReversalTried f) {
            return "reverse:" + f.attempt() + ":" + f.tries();
        } else if (fact instanceof PaymentFact.ReversalAcknowledged f) {
            return "undone:" + f.attempt();
        } else if (fact instanceof PaymentFact.ReversalRefused f) {
            return "kept:" + f.attempt();
        } else if (fact instanceof PaymentFact.StatusChanged f) {
            return f.status().code();
        } else if (fact instanceof PaymentFact.ContradictionRecorded f) {
            return "contradiction:" + f.attempt();
        } else if (fact instanceof PaymentFact.ContradictionsReviewed f) {
            return "reviewed:" + f.operator();
        }
        return sayOther(fact);
    }

    private static String sayOther(PaymentFact fact) {
        if (fact instanceof PaymentFact.RefundOwed f) {
            String kind = f.merchantRefundId().isEmpty() ? "surplus" : "refund";
            return kind + ":" + f.refund() + ":" + f.amount().minor();
        } else if (fact instanceof PaymentFact.RefundTried f) {
            return "refund:" + f.refund() + ":try" + f.tries();
        } else if (fact instanceof PaymentFact.RefundConcluded f) {
            return "refund:" + f.refund() + (f.succeeded() ? ":done" : ":refused");
        } else if (fact instanceof PaymentFact.NotificationOwed f) {
            return "tell:" + f.type();
        } else if (fact instanceof PaymentFact.NotificationTried f) {
            return "tell:" + f.sequence() + ":try" + f.tries();
        } else if (fact instanceof PaymentFact.NotificationFailed f) {
            return "failed:" + f.sequence();
        } else if (fact instanceof PaymentFact.NotificationDelivered f) {
            return "told:" + f.sequence();
        } else if (fact instanceof PaymentFact.NotificationGivenUp f) {
            return "given_up:" + f.sequence();
        }
        return fact.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
