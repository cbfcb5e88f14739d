package io.everswitch.chaos.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The few fields of a payment's or a problem's JSON that a load client needs, read without a tree. */
record PaymentFields(String id, String status, String code, boolean retryable) {
    private static final JsonFactory JSON = new JsonFactory();

    static PaymentFields parse(byte[] body) {
        String id = "";
        String status = "";
        String code = "";
        boolean retryable = false;
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return new PaymentFields("", "", "not_json", false);
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                JsonToken value = in.nextToken();
                switch (name) {
                    case "id" -> id = in.getText();
                    case "status" -> status = in.getText();
                    case "code" -> code = in.getText();
                    case "retryable" -> retryable = value == JsonToken.VALUE_TRUE;
                    default -> in.skipChildren();
                }
            }
        } catch (IOException e) {
            return new PaymentFields(id, status, "not_json", false);
        }
        return new PaymentFields(id, status, code, retryable);
    }
}
