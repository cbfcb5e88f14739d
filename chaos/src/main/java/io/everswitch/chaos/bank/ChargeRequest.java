package io.everswitch.chaos.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * A request of the HTTP family, checked. Card and account are looked at and forgotten.
 *
 * @param original the payment that a refund gives back, else empty
 * @param callbackUrl empty if none was given
 */
record ChargeRequest(String reference, long amount, String currency, String original, String callbackUrl) {
    private static final long AMOUNT_MAX = 999_999_999_999L;
    private static final int DESCRIPTION_MAX = 500;
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern CARD = Pattern.compile("[0-9]{12,19}");
    private static final Pattern CVC = Pattern.compile("[0-9]{3,4}");
    private static final Pattern ACCOUNT = Pattern.compile("[\\x20-\\x7E]{1,34}");

    static ChargeRequest charge(byte[] body) throws BadInput {
        ObjectNode node = Json.object(body);
        switch (text(node, "method")) {
            case "card" -> card(node.get("card"));
            case "bank_account" -> account(node.get("account"));
            default -> throw new BadInput("method", "must be card or bank_account");
        }
        JsonNode description = node.get("description");
        if (description != null
                && !(description.isTextual() && description.textValue().length() <= DESCRIPTION_MAX)) {
            throw new BadInput("description", "must be a text of at most " + DESCRIPTION_MAX + " characters");
        }
        return money(node, "", callbackUrl(node.get("callback_url")));
    }

    static ChargeRequest reversal(byte[] body, String reference) throws BadInput {
        ChargeRequest request = money(Json.object(body), "", "");
        if (!request.reference.equals(reference)) {
            throw new BadInput("reference", "must be the one of the path");
        }
        return request;
    }

    static ChargeRequest refund(byte[] body) throws BadInput {
        ObjectNode node = Json.object(body);
        JsonNode bankReference = node.get("original_bank_reference");
        if (bankReference != null && !bankReference.isTextual()) {
            throw new BadInput("original_bank_reference", "must be a text");
        }
        return money(node, plain(node, "original_reference"), "");
    }

    BookOrder order(String channel) {
        return new BookOrder(channel, reference, amount, currency);
    }

    private static ChargeRequest money(ObjectNode node, String original, String callbackUrl) throws BadInput {
        String reference = plain(node, "reference");
        JsonNode amount = node.get("amount");
        if (amount == null
                || !amount.isIntegralNumber()
                || !amount.canConvertToLong()
                || amount.longValue() < 1
                || amount.longValue() > AMOUNT_MAX) {
            throw new BadInput("amount", "must be a whole number from 1 to " + AMOUNT_MAX);
        }
        String currency = text(node, "currency");
        if (!CURRENCY.matcher(currency).matches()) {
            throw new BadInput("currency", "must be three capital letters");
        }
        return new ChargeRequest(reference, amount.longValue(), currency, original, callbackUrl);
    }

    private static void card(JsonNode card) throws BadInput {
        if (!(card instanceof ObjectNode object)) {
            throw new BadInput("card", "must be an object");
        }
        matches(text(object, "number"), CARD, "card.number");
        whole(object, "exp_month", 1, 12);
        whole(object, "exp_year", 0, 9999);
        if (object.has("cvc")) {
            matches(text(object, "cvc"), CVC, "card.cvc");
        }
    }

    private static void account(JsonNode account) throws BadInput {
        if (!(account instanceof ObjectNode object)) {
            throw new BadInput("account", "must be an object");
        }
        matches(text(object, "number"), ACCOUNT, "account.number");
    }

    private static void whole(ObjectNode node, String field, int min, int max) throws BadInput {
        JsonNode value = node.get(field);
        if (value == null || !value.isInt() || value.intValue() < min || value.intValue() > max) {
            throw new BadInput("card." + field, "must be a whole number from " + min + " to " + max);
        }
    }

    private static void matches(String value, Pattern pattern, String field) throws BadInput {
        if (!pattern.matcher(value).matches()) {
            throw new BadInput(field, "must match " + pattern);
        }
    }

    private static String plain(ObjectNode node, String field) throws BadInput {
        String value = text(node, field);
        if (!BookLine.isPlain(value)) {
            throw new BadInput(field, "must be 1 to 64 letters, digits, _ . -");
        }
        return value;
    }

    private static String text(ObjectNode node, String field) throws BadInput {
        JsonNode value = node.get(field);
        if (value == null || !value.isTextual()) {
            throw new BadInput(field, "must be a text");
        }
        return value.textValue();
    }

    private static String callbackUrl(JsonNode node) throws BadInput {
        if (node == null) {
            return "";
        }
        try {
            URI uri = new URI(node.asText());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (node.isTextual() && http && uri.getHost() != null) {
                return node.textValue();
            }
        } catch (URISyntaxException e) {
            throw new BadInput("callback_url", "must be a URL: " + e.getReason());
        }
        throw new BadInput("callback_url", "must be an http or https URL");
    }
}
