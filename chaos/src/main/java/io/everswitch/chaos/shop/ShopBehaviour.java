package io.everswitch.chaos.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Json;
import java.util.Iterator;
import java.util.Set;

/**
 * How the merchant treats webhooks. Immutable.
 *
 * @param status the answer to a webhook that fails, 200 … 599
 * @param delayMs every answer comes so much later
 * @param failRate share of webhooks that fail, 0 … 1
 */
record ShopBehaviour(int status, long delayMs, double failRate) {
    static final ShopBehaviour GOOD = new ShopBehaviour(503, 0, 0);
    /** Longer than any sender of webhooks waits. */
    private static final long DELAY_MAX_MS = 120_000;

    private static final Set<String> FIELDS = Set.of("status", "delay_ms", "fail_rate");

    /** The whole behaviour: what is not given is as at the start, but a status alone is for all webhooks. */
    static ShopBehaviour parse(byte[] body) throws BadInput {
        ObjectNode node = Json.object(body);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                throw new BadInput("body", "may have status, delay_ms and fail_rate only");
            }
        }
        double failRate = node.has("status") ? 1 : 0;
        JsonNode rate = node.get("fail_rate");
        if (rate != null) {
            if (!rate.isNumber() || !(rate.doubleValue() >= 0 && rate.doubleValue() <= 1)) {
                throw new BadInput("fail_rate", "must be a number from 0 to 1");
            }
            failRate = rate.doubleValue();
        }
        return new ShopBehaviour(
                (int) whole(node, "status", GOOD.status, 200, 599),
                whole(node, "delay_ms", 0, 0, DELAY_MAX_MS),
                failRate);
    }

    byte[] json() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("status", status).put("delay_ms", delayMs).put("fail_rate", failRate);
        return Json.bytes(node);
    }

    private static long whole(ObjectNode node, String field, long absent, long min, long max) throws BadInput {
        JsonNode value = node.get(field);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw new BadInput(field, "must be a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }
}
