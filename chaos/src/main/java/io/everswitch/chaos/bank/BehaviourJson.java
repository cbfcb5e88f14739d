package io.everswitch.chaos.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Json;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;

/** Behaviours as the control API speaks of them. Strict: an unknown or wrong field is an error that names it. */
final class BehaviourJson {
    private static final Set<String> FIELDS = Set.of(
            "latency_ms",
            "decline_rate",
            "decline_code",
            "hang_after_commit_rate",
            "hang_before_commit_rate",
            "late_reply_ms",
            "duplicate_callback_rate",
            "lost_callback_rate",
            "reset_mid_frame_rate",
            "wrong_amount_rate",
            "garbage_rate",
            "down");
    private static final Set<String> LATENCY_FIELDS = Set.of("p50", "p99");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{2}");

    private BehaviourJson() {}

    static ObjectNode write(Behaviour behaviour) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        ObjectNode latency = node.putObject("latency_ms");
        latency.put("p50", behaviour.latency().p50Ms());
        latency.put("p99", behaviour.latency().p99Ms());
        node.put("decline_rate", behaviour.declineRate());
        node.put("decline_code", behaviour.declineCode());
        node.put("hang_after_commit_rate", behaviour.hangAfterCommitRate());
        node.put("hang_before_commit_rate", behaviour.hangBeforeCommitRate());
        node.put("late_reply_ms", behaviour.lateReplyMs());
        node.put("duplicate_callback_rate", behaviour.duplicateCallbackRate());
        node.put("lost_callback_rate", behaviour.lostCallbackRate());
        node.put("reset_mid_frame_rate", behaviour.resetMidFrameRate());
        node.put("wrong_amount_rate", behaviour.wrongAmountRate());
        node.put("garbage_rate", behaviour.garbageRate());
        node.put("down", behaviour.down());
        return node;
    }

    /** The behaviour with the given fields changed. */
    static Behaviour merge(Behaviour old, byte[] body) throws BadInput {
        ObjectNode patch = Json.object(body);
        onlyKnown(patch, FIELDS, "");
        return new Behaviour(
                latency(patch, old.latency()),
                rate(patch, "decline_rate", old.declineRate()),
                code(patch, old.declineCode()),
                rate(patch, "hang_after_commit_rate", old.hangAfterCommitRate()),
                rate(patch, "hang_before_commit_rate", old.hangBeforeCommitRate()),
                lateReply(patch, old.lateReplyMs()),
                rate(patch, "duplicate_callback_rate", old.duplicateCallbackRate()),
                rate(patch, "lost_callback_rate", old.lostCallbackRate()),
                rate(patch, "reset_mid_frame_rate", old.resetMidFrameRate()),
                rate(patch, "wrong_amount_rate", old.wrongAmountRate()),
                rate(patch, "garbage_rate", old.garbageRate()),
                down(patch, old.down()));
    }

    private static void onlyKnown(ObjectNode node, Set<String> known, String prefix) throws BadInput {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                boolean printable = name.matches("[A-Za-z0-9_.-]{1,64}");
                throw new BadInput(prefix + (printable ? name : "body"), "is not a field of a behaviour");
            }
        }
    }

    private static Latency latency(ObjectNode patch, Latency old) throws BadInput {
        JsonNode node = patch.get("latency_ms");
        if (node == null) {
            return old;
        }
        if (!(node instanceof ObjectNode object)) {
            throw new BadInput("latency_ms", "must be an object with p50 and p99");
        }
        onlyKnown(object, LATENCY_FIELDS, "latency_ms.");
        double p50 = number(object, "p50", "latency_ms.p50", old.p50Ms(), Latency.MAX_MS);
        double p99 = number(object, "p99", "latency_ms.p99", old.p99Ms(), Latency.MAX_MS);
        if (p99 < p50) {
            throw new BadInput("latency_ms.p99", "must not be below p50");
        }
        return new Latency(p50, p99);
    }

    private static double rate(ObjectNode patch, String field, double old) throws BadInput {
        return number(patch, field, field, old, 1);
    }

    private static double number(ObjectNode node, String field, String path, double old, double max) throws BadInput {
        JsonNode value = node.get(field);
        if (value == null) {
            return old;
        }
        if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= max)) {
            throw new BadInput(path, "must be a number from 0 to " + (long) max);
        }
        return value.doubleValue();
    }

    private static String code(ObjectNode patch, String old) throws BadInput {
        JsonNode value = patch.get("decline_code");
        if (value == null) {
            return old;
        }
        if (!value.isTextual() || !CODE.matcher(value.textValue()).matches()) {
            throw new BadInput("decline_code", "must be two characters A-Z 0-9");
        }
        if (value.textValue().equals("00")) {
            throw new BadInput("decline_code", "must not be the code of an approval");
        }
        return value.textValue();
    }

    private static long lateReply(ObjectNode patch, long old) throws BadInput {
        JsonNode value = patch.get("late_reply_ms");
        if (value == null) {
            return old;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > Behaviour.LATE_REPLY_MAX_MS) {
            throw new BadInput(
                    "late_reply_ms", "must be a whole number from 0 (never) to " + Behaviour.LATE_REPLY_MAX_MS);
        }
        return value.longValue();
    }

    private static boolean down(ObjectNode patch, boolean old) throws BadInput {
        JsonNode value = patch.get("down");
        if (value == null) {
            return old;
        }
        if (!value.isBoolean()) {
            throw new BadInput("down", "must be true or false");
        }
        return value.booleanValue();
    }
}
