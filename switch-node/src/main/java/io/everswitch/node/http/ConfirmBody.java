package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonParser;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a confirmation, from a merchant or from the cashier page. By the time it exists, every secret in it is sealed.
 *
 * @param cvc sealed; null if none was given
 */
record ConfirmBody(Means means, @Nullable Sealed cvc) {
    private static final String[] NAMES = {"payment_method"};
    private static final String[] METHOD_NAMES = {"type", "card", "bank_account"};
    private static final String PREFIX = "payment_method.";

    /** One of the two forms of a means, as far as it was good. */
    record Part(@Nullable Means means, @Nullable Sealed cvc) {
        static final Part NONE = new Part(null, null);
    }

    static ConfirmBody read(byte[] body, MeansReader means) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", NAMES);
            Part part = Part.NONE;
            while (object.next() >= 0) {
                if (object.object()) {
                    part = readMethod(parser, errors, means);
                }
            }
            object.require(0);
            errors.check();
            Means good = part.means();
            if (good == null) {
                throw new IllegalStateException("a bad means of payment was not complained about");
            }
            return new ConfirmBody(good, part.cvc());
        });
    }

    private static Part readMethod(JsonParser parser, FieldErrors errors, MeansReader means) throws IOException {
        ObjectReader object = new ObjectReader(parser, errors, PREFIX, METHOD_NAMES);
        String type = null;
        Part card = Part.NONE;
        Part account = Part.NONE;
        for (int field = object.next(); field >= 0; field = object.next()) {
            switch (field) {
                case 0 -> {
                    type = object.text(1, 40, TextRule.ANY);
                    if (type != null && !type.equals("card") && !type.equals("bank_account")) {
                        object.error("must be card or bank_account");
                    }
                }
                case 1 -> card = object.object() ? means.card(parser, errors, PREFIX + "card.") : Part.NONE;
                default ->
                    account = object.object() ? means.account(parser, errors, PREFIX + "bank_account.") : Part.NONE;
            }
        }
        object.require(0);
        if (type == null) {
            return Part.NONE;
        }
        boolean isCard = type.equals("card");
        object.require(isCard ? 1 : 2);
        if (object.has(isCard ? 2 : 1)) {
            errors.add(PREFIX + METHOD_NAMES[isCard ? 2 : 1], "must not be given with this type");
        }
        return isCard ? card : account;
    }
}
