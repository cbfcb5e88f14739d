package io.everswitch.channel.httpjson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.everswitch.domain.money.Money;
import java.io.IOException;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bank says in JSON: one object with the fields that we know, each of the right type, the texts short and plain.
 * Fields that we do not know are skipped. Absent texts are empty. Immutable.
 *
 * @param amount null if amount and currency are absent
 */
record BankMessage(
        String reference,
        String bankReference,
        String status,
        String code,
        @Nullable Money amount) {
    /** A bank's answer has some hundred bytes; what is longer than this is none. */
    static final int BYTES_MAX = 64 * 1024;

    private static final int DEPTH_MAX = 8;
    private static final int STRING_MAX = 4096;
    private static final int NUMBER_MAX = 20;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/ -]{0,64}");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{0,32}");

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_MAX)
                    .maxNameLength(STRING_MAX)
                    .maxNumberLength(NUMBER_MAX)
                    .maxDocumentLength(BYTES_MAX)
                    .build())
            .build();

    /** The message, or nothing if the bytes are anything else. */
    static Optional<BankMessage> parse(byte[] body) {
        if (body.length == 0 || body.length > BYTES_MAX) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Fields fields = new Fields();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (!fields.take(name, token, parser)) {
                    return Optional.empty();
                }
            }
            return parser.nextToken() == null ? fields.message() : Optional.empty();
        } catch (JsonProcessingException e) {
            // Its message would quote the bytes, which may hold anything: what counts is that this is no message.
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** The fields while they are read. */
    private static final class Fields {
        private String reference = "";
        private String bankReference = "";
        private String status = "";
        private String code = "";
        private String currency = "";
        private long amount = -1;

        /** Whether the field is one that may be there, with a value that it may have. */
        private boolean take(String name, JsonToken token, JsonParser parser) throws IOException {
            if (name.equals("amount")) {
                if (token != JsonToken.VALUE_NUMBER_INT
                        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    return false;
                }
                amount = parser.getLongValue();
                return amount >= 0 && amount <= Money.MINOR_MAX;
            }
            if (!isText(name)) {
                parser.skipChildren();
                return true;
            }
            if (token != JsonToken.VALUE_STRING) {
                return false;
            }
            String text = parser.getText();
            if (!(name.equals("code") ? CODE : PLAIN).matcher(text).matches()) {
                return false;
            }
            set(name, text);
            return true;
        }

        private static boolean isText(String name) {
            return switch (name) {
                case "reference", "bank_reference", "status", "code", "currency" -> true;
                default -> false;
            };
        }

        private void set(String name, String text) {
            switch (name) {
                case "reference" -> reference = text;
                case "bank_reference" -> bankReference = text;
                case "status" -> status = text;
                case "code" -> code = text;
                default -> currency = text;
            }
        }

        private Optional<BankMessage> message() {
            if (amount < 0 && currency.isEmpty()) {
                return Optional.of(new BankMessage(reference, bankReference, status, code, null));
            }
            if (amount < 0 || currency.isEmpty()) {
                return Optional.empty();
            }
            try {
                Money money = new Money(amount, Currency.getInstance(currency));
                return Optional.of(new BankMessage(reference, bankReference, status, code, money));
            } catch (IllegalArgumentException e) {
                // No such currency: an amount that nobody can understand.
                return Optional.empty();
            }
        }
    }
}
