package io.everswitch.channel.form;

import io.everswitch.channel.http.CallbackSeal;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Seals what one channel sends, and knows what its bank sealed. Immutable, thread-safe. Its text form shows the ids of the keys
 * only (M10).
 */
final class FormSeal implements CallbackSeal {
    private final FormScheme scheme;
    private final String ownKeyId;
    private final String bankKeyId;

    FormSeal(FormScheme scheme, String ownKeyId, String bankKeyId) {
        this.scheme = scheme;
        this.ownKeyId = ownKeyId;
        this.bankKeyId = bankKeyId;
    }

    /** The message as it goes out. */
    byte[] sealed(FormFields fields) {
        FormFields named = fields.with("signMethod", scheme.method()).with("certId", ownKeyId);
        String signature = Base64.getEncoder().encodeToString(scheme.sign(named.signed()));
        return named.with(FormFields.SIGNATURE, signature).encoded();
    }

    boolean isBanks(FormFields fields) {
        if (!fields.get("signMethod").equals(scheme.method())
                || !fields.get("certId").equals(bankKeyId)) {
            return false;
        }
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(fields.get(FormFields.SIGNATURE));
        } catch (IllegalArgumentException e) {
            // Not base64: as wrong as any other wrong signature.
            return false;
        }
        return signature.length > 0 && scheme.isBanks(fields.signed(), signature);
    }

    /** The signature is inside; a callback that is played again says what it said, which the payment knows already. */
    @Override
    public boolean isGenuine(String timestamp, String signature, byte[] body, Instant now) {
        Optional<FormFields> fields = FormFields.parse(body);
        return fields.isPresent() && isBanks(fields.get());
    }

    @Override
    public String toString() {
        return "FormSeal[" + ownKeyId + ", " + bankKeyId + "]";
    }
}
