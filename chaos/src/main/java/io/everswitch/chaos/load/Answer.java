package io.everswitch.chaos.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.everswitch.chaos.history.PaymentSeen;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** What an answer of the merchant API says, as far as clients and checkers need it; read without a tree. Immutable. */
final class Answer {
    private static final JsonFactory JSON = new JsonFactory();

    String id = "";
    String object = "";
    String status = "";
    String outcome = "";
    String order = "";
    String code = "";
    String chargeState = "";
    boolean retryable;
    long amount;
    long refunded;
    final List<PaymentSeen.AttemptSeen> attempts = new ArrayList<>(2);

    private Answer() {}

    static Answer parse(byte[] body) {
        Answer answer = new Answer();
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                answer.code = "not_json";
                return answer;
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                answer.field(name, in.nextToken(), in);
            }
        } catch (IOException e) {
            answer.code = "not_json";
        }
        return answer;
    }

    private void field(String name, JsonToken value, JsonParser in) throws IOException {
        switch (name) {
            case "id" -> id = in.getText();
            case "object" -> object = in.getText();
            case "status" -> status = in.getText();
            case "outcome" -> outcome = in.getText();
            case "merchant_order_id" -> order = in.getText();
            case "code" -> code = in.getText();
            case "charge_state" -> chargeState = in.getText();
            case "retryable" -> retryable = value == JsonToken.VALUE_TRUE;
            case "amount" -> amount = in.getLongValue();
            case "refunded_amount" -> refunded = in.getLongValue();
            case "attempts" -> {
                while (in.nextToken() == JsonToken.START_OBJECT) {
                    attempts.add(attempt(in));
                }
            }
            default -> in.skipChildren();
        }
    }

    private static PaymentSeen.AttemptSeen attempt(JsonParser in) throws IOException {
        String id = "";
        String outcome = "";
        boolean reversed = false;
        long createdAt = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "id" -> id = in.getText();
                case "outcome" -> outcome = in.getText();
                case "reversed" -> reversed = value == JsonToken.VALUE_TRUE;
                case "created_at" -> createdAt = micros(in.getText());
                default -> in.skipChildren();
            }
        }
        return new PaymentSeen.AttemptSeen(id, outcome, reversed, createdAt);
    }

    private static long micros(String time) throws IOException {
        try {
            Instant instant = Instant.parse(time);
            return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
        } catch (DateTimeParseException e) {
            throw new IOException("an attempt's time is no RFC 3339 time", e);
        }
    }

    boolean isPayment() {
        return object.equals("payment");
    }

    PaymentSeen payment() {
        return new PaymentSeen(id, order, amount, status, outcome, refunded, attempts);
    }
}
