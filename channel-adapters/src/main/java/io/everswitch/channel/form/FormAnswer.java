package io.everswitch.channel.form;

import io.everswitch.domain.money.Money;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bank said, after its signature was found genuine. Immutable. Absent texts are empty.
 *
 * @param code about the message
 * @param paymentCode about the payment, {@code origRespCode}
 * @param state of the payment: P, S, F or R
 * @param bankReference {@code queryId}
 * @param amount null if amount or currency is absent or cannot be understood
 */
record FormAnswer(
        String code,
        String paymentCode,
        String state,
        String bankReference,
        @Nullable Money amount) {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_]{0,32}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:/-]{0,64}");

    /** Either what was said, or in one word why nothing was. */
    record Heard(@Nullable FormAnswer answer, String problem) {
        static Heard nothing(String problem) {
            return new Heard(null, problem);
        }
    }

    /** Reads an answer to a message; only what is signed, and about that very message, was said. */
    static Heard hear(int httpStatus, byte[] body, FormSent sent, FormSeal seal) {
        if (httpStatus != 200) {
            return Heard.nothing("http_" + httpStatus);
        }
        Optional<FormFields> parsed = FormFields.parse(body);
        if (parsed.isEmpty()) {
            return Heard.nothing("garbage");
        }
        FormFields fields = parsed.get();
        if (!seal.isBanks(fields)) {
            return Heard.nothing("answer_signature");
        }
        if (!sent.isAnsweredBy(fields)) {
            return Heard.nothing("wrong_reference");
        }
        Optional<FormAnswer> answer = of(fields);
        return answer.isPresent() ? new Heard(answer.get(), "") : Heard.nothing("garbage");
    }

    /** Empty if a code or reference is none. */
    static Optional<FormAnswer> of(FormFields fields) {
        String code = fields.get("respCode");
        String paymentCode = fields.get("origRespCode");
        String reference = fields.get("queryId");
        boolean readable = CODE.matcher(code).matches()
                && CODE.matcher(paymentCode).matches()
                && REFERENCE.matcher(reference).matches();
        return readable
                ? Optional.of(
                        new FormAnswer(code, paymentCode, fields.get("txnState"), reference, FormMoney.read(fields)))
                : Optional.empty();
    }

    boolean isOk() {
        return code.equals(FormCodes.DONE);
    }
}
