package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Identity;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.RefundRequest;
import io.everswitch.domain.port.ReversalRequest;
import io.everswitch.domain.port.Vault;
import io.everswitch.domain.port.WireIds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Builds the requests of the family, field by field as the page lists them. Opens the vault, so it is called only at the
 * moment of encoding and its results are not kept (M10). Immutable, thread-safe.
 */
final class IsoMessages {
    static final int PURCHASE = 200;
    static final int REFUND = 220;
    static final int REFUND_REPEAT = 221;
    static final int REVERSAL = 400;
    static final int REVERSAL_ADVICE = 420;
    static final int REVERSAL_REPEAT = 421;
    static final int NETWORK = 800;
    static final String SIGN_ON = "001";
    static final String SIGN_OFF = "002";
    static final String KEY_EXCHANGE = "101";
    static final String ECHO = "301";

    private static final DateTimeFormatter TRANSMISSION = DateTimeFormatter.ofPattern("MMddHHmmss");
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter LOCAL_DATE = DateTimeFormatter.ofPattern("MMdd");
    private static final String CARD_NOT_PRESENT = "012";

    private final Identity identity;
    private final Vault vault;
    private final Clock clock;

    private final List<FieldTemplate> fields;

    IsoMessages(Identity identity, Vault vault, Clock clock) {
        this(identity, List.of(), vault, clock);
    }

    /** @param fields what financial messages carry beside the page's fields */
    IsoMessages(Identity identity, List<FieldTemplate> fields, Vault vault, Clock clock) {
        this.fields = fields;
        this.identity = identity;
        this.vault = vault;
        this.clock = clock;
    }

    /** The type of the answer: 0200 → 0210, 0420 and 0421 → 0430. */
    static int answerOf(int mti) {
        return mti / 10 * 10 + 10;
    }

    /** Which reversal goes out after so many tries. */
    static int reversalMti(int tries) {
        return tries == 0 ? REVERSAL : tries == 1 ? REVERSAL_ADVICE : REVERSAL_REPEAT;
    }

    static int refundMti(int tries) {
        return tries == 0 ? REFUND : REFUND_REPEAT;
    }

    static String transmission(Instant now) {
        return TRANSMISSION.format(now.atOffset(ZoneOffset.UTC));
    }

    IsoFields network(String stan, String networkCode) {
        return new IsoFields(NETWORK)
                .put(7, transmission(clock.instant()))
                .put(11, stan)
                .put(70, networkCode);
    }

    IsoFields purchase(AttemptRequest request) {
        String privateData =
                PrivateData.tag(PrivateData.REFERENCE, request.ids().reference());
        Sealed cvc = request.cvc();
        if (cvc != null) {
            privateData += PrivateData.tag(PrivateData.CVC, vault.open(cvc));
        }
        if (!request.description().isEmpty()) {
            privateData += PrivateData.tag(PrivateData.DESCRIPTION, request.description());
        }
        IsoFields message = financial(PURCHASE, request.ids(), request.amount(), request.means())
                .put(3, "000000")
                .put(7, request.ids().transmittedAt())
                .put(18, identity.mcc())
                .put(22, CARD_NOT_PRESENT)
                .put(48, privateData);
        if (request.means() instanceof CardMeans card) {
            message.put(14, Texts.digits(card.expYear() % 100, 2) + Texts.digits(card.expMonth(), 2));
        }
        return withLocalTime(message);
    }

    IsoFields reversal(ReversalRequest request) {
        WireIds ids = request.ids();
        return financial(reversalMti(request.tries()), ids, request.amount(), request.means())
                .put(3, "000000")
                .put(7, transmission(clock.instant()))
                .put(48, PrivateData.tag(PrivateData.REFERENCE, ids.reference()))
                .put(90, originalData(ids));
    }

    IsoFields refund(RefundRequest request) {
        WireIds ids = request.ids();
        IsoFields message = financial(refundMti(request.tries()), ids, request.amount(), request.means())
                .put(3, "200000")
                .put(7, ids.transmittedAt())
                .put(
                        48,
                        PrivateData.tag(PrivateData.REFERENCE, ids.reference())
                                + PrivateData.tag(
                                        PrivateData.ORIGINAL_REFERENCE,
                                        request.original().reference()));
        return withLocalTime(message);
    }

    /** What all financial requests have, whatever is asked. */
    private IsoFields financial(int mti, WireIds ids, Money amount, Means means) {
        IsoFields message = new IsoFields(mti)
                .put(4, Texts.digits(amount.minor(), 12))
                .put(11, ids.stan())
                .put(32, identity.acquirerId())
                .put(37, ids.rrn())
                .put(41, Texts.padded(identity.terminal(), 8))
                .put(42, Texts.padded(identity.merchant(), 15))
                .put(49, IsoMapping.numericCode(amount.currency()));
        fields.forEach(template -> message.put(template.field(), template.fill(identity, ids)));
        if (means instanceof CardMeans card) {
            message.put(2, vault.open(card.number()));
        } else if (means instanceof BankAccountMeans account) {
            message.put(102, vault.open(account.account()));
        }
        return message;
    }

    private IsoFields withLocalTime(IsoFields message) {
        ZonedDateTime local = clock.instant().atZone(clock.getZone());
        return message.put(12, LOCAL_TIME.format(local)).put(13, LOCAL_DATE.format(local));
    }

    private String originalData(WireIds ids) {
        return Texts.digits(PURCHASE, 4)
                + ids.stan()
                + ids.transmittedAt()
                + Texts.digits(Long.parseLong(identity.acquirerId()), 11)
                + Texts.digits(0, 11);
    }
}
