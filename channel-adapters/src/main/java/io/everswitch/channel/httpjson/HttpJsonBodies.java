package io.everswitch.channel.httpjson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies of the requests. Here, and only here, a card or account number leaves the vault: straight into the
 * bytes that are sent (M10). Stateless.
 */
final class HttpJsonBodies {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int SIZE_HINT = 512;

    /** Writes the fields of one object. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private HttpJsonBodies() {}

    /** @throws IllegalStateException if the vault cannot open the means; its message holds no secret */
    static byte[] charge(AttemptRequest request, String callbackUrl, Vault vault) {
        return object(json -> {
            json.writeStringField("reference", request.ids().reference());
            amount(json, request.amount());
            json.writeStringField("method", request.means().kind().code());
            means(json, request.means(), request.cvc(), vault);
            json.writeStringField("description", request.description());
            json.writeStringField("callback_url", callbackUrl);
        });
    }

    static byte[] reversal(ReversalRequest request) {
        return object(json -> {
            json.writeStringField("reference", request.ids().reference());
            amount(json, request.amount());
        });
    }

    static byte[] refund(RefundRequest request) {
        return object(json -> {
            json.writeStringField("reference", request.ids().reference());
            json.writeStringField("original_reference", request.original().reference());
            json.writeStringField("original_bank_reference", request.bankReference());
            amount(json, request.amount());
        });
    }

    private static void means(JsonGenerator json, Means means, @Nullable Sealed cvc, Vault vault) throws IOException {
        if (means instanceof CardMeans card) {
            json.writeObjectFieldStart("card");
            json.writeStringField("number", vault.open(card.number()));
            json.writeNumberField("exp_month", card.expMonth());
            json.writeNumberField("exp_year", card.expYear());
            if (cvc != null) {
                json.writeStringField("cvc", vault.open(cvc));
            }
            json.writeEndObject();
        } else if (means instanceof BankAccountMeans account) {
            json.writeObjectFieldStart("account");
            json.writeStringField("number", vault.open(account.account()));
            json.writeEndObject();
        }
    }

    private static void amount(JsonGenerator json, Money amount) throws IOException {
        json.writeNumberField("amount", amount.minor());
        json.writeStringField("currency", amount.currencyCode());
    }

    private static byte[] object(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(SIZE_HINT);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
