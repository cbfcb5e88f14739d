package io.everswitch.channel.form;

import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies of the requests. Here, and only here, a card or account number leaves the vault: straight into the
 * bytes that are sent (M10). Stateless.
 */
final class FormRequests {
    private FormRequests() {}

    /** @throws IllegalStateException if the vault cannot open the means; its message holds no secret */
    static FormFields consume(FormSent sent, AttemptRequest request, String backUrl, Vault vault) {
        FormFields fields = FormMoney.write(sent.fields(), request.amount())
                .with("backUrl", backUrl)
                .with("orderDesc", plain(request.description()));
        return means(fields, request.means(), request.cvc(), vault);
    }

    static FormFields reversal(FormSent sent, ReversalRequest request) {
        return FormMoney.write(sent.fields(), request.amount());
    }

    static FormFields refund(FormSent sent, RefundRequest request) {
        return FormMoney.write(sent.fields(), request.amount())
                .with("origOrderId", request.original().reference())
                .with("origTxnTime", request.original().transmittedAt())
                .with("origQryId", request.bankReference());
    }

    private static FormFields means(FormFields fields, Means means, @Nullable Sealed cvc, Vault vault) {
        if (means instanceof CardMeans card) {
            FormFields with = fields.with("accType", "01")
                    .with("accNo", vault.open(card.number()))
                    .with("expired", String.format(Locale.ROOT, "%02d%02d", card.expYear() % 100, card.expMonth()));
            return cvc == null ? with : with.with("cvn2", vault.open(cvc));
        }
        if (means instanceof BankAccountMeans account) {
            return fields.with("accType", "02").with("accNo", vault.open(account.account()));
        }
        throw new IllegalArgumentException("means that this family cannot say");
    }

    /** The payer's text is no reason to refuse a payment: what cannot stand in a message becomes a blank. */
    private static String plain(String text) {
        return text.replaceAll("[&\\p{Cntrl}]", " ").strip();
    }
}
