package io.everswitch.channel.catalog;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the section that an ISO 8583 channel has of its own. Single-threaded, one use. */
public final class FamilyReader {
    public static final String ISO = "iso";
    public static final Set<String> ISO_KEYS = Set.of(
            "host",
            "port",
            "framing",
            "form",
            "terminal",
            "merchant",
            "acquirer",
            "merchant_category",
            "tpdu_destination",
            "tpdu_origin",
            "connections",
            "echo_interval_ms",
            "reconnect_min_ms",
            "reconnect_max_ms");
    private final Section section;

    public FamilyReader(Section section) {
        this.section = section;
    }

    /** Null if it has no such section, which is then told. */
    public @Nullable IsoSection iso() {
        Section iso = section.child(ISO);
        if (iso == null) {
            section.missing(ISO);
            return null;
        }
        String host = iso.parsed("host", null, Words.matching("[A-Za-z0-9.:-]{1,253}", "a host name or address"));
        Framing framing = iso.parsed("framing", null, word -> Words.oneOf(word, Framing.values(), Framing::code));
        Form form = iso.parsed("form", null, word -> Words.oneOf(word, Form.values(), Form::code));
        String terminal = iso.parsed(
                "terminal",
                null,
                Words.matching(
                        "(?! )[ -~]{1,8}(?<! )", "1 to 8 printable ASCII characters without a blank at the ends"));
        String merchant = iso.parsed(
                "merchant",
                null,
                Words.matching(
                        "(?! )[ -~]{1,15}(?<! )", "1 to 15 printable ASCII characters without a blank at the ends"));
        String acquirer = iso.parsed("acquirer", null, Words.matching("[0-9]{1,11}", "1 to 11 digits"));
        String category = iso.parsed("merchant_category", "5999", Words.matching("[0-9]{4}", "4 digits"));
        boolean tpdu = framing == Framing.BINARY2_TPDU;
        if (!tpdu && framing != null && iso.own("tpdu_destination")) {
            iso.error("tpdu_destination", "must be absent unless framing is binary2-tpdu");
        }
        Range address = new Range(0, 65_535);
        int reconnectMinMs = iso.integer("reconnect_min_ms", new Range(50, 60_000), 200L);
        int reconnectMaxMs = iso.integer("reconnect_max_ms", new Range(50, 600_000), 10_000L);
        if (reconnectMinMs > reconnectMaxMs) {
            iso.error("reconnect_max_ms", "must not be below reconnect_min_ms");
        }
        return new IsoSection(
                orEmpty(host),
                iso.integer("port", new Range(1, 65_535), null),
                framing == null ? Framing.BINARY2 : framing,
                form == null ? Form.ASCII : form,
                orEmpty(terminal),
                orEmpty(merchant),
                orEmpty(acquirer),
                orEmpty(category),
                tpdu ? iso.integer("tpdu_destination", address, null) : 0,
                iso.integer("tpdu_origin", address, 0L),
                iso.integer("connections", new Range(1, 8), 2L),
                iso.integer("echo_interval_ms", new Range(1_000, 600_000), 30_000L),
                reconnectMinMs,
                reconnectMaxMs);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
