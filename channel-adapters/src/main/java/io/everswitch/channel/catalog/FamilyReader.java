package io.everswitch.channel.catalog;

import io.everswitch.channel.iso20022.Iso20022Settings;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the section of a channel that belongs to its protocol family. Single-threaded, one use. */
final class FamilyReader {
    private static final Set<String> ISO_KEYS = Set.of(
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
            "reconnect_max_ms",
            "mac",
            "key_exchange",
            "hosts",
            "primary_stable_ms",
            "fields");
    private static final Set<String> HTTP_KEYS = Set.of("base_url", "secret");
    private static final Set<String> ISO20022_KEYS =
            Set.of("house_bic", "bank_bic", "creditor_name", "creditor_account");
    private static final Function<String, String> BIC =
            Words.matching("[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", "a BIC of 8 or 11 characters");

    private final Section section;

    FamilyReader(Section section) {
        this.section = section;
    }

    /** Reports unknown keys of a channel's or a profile's own mapping and of its family sections. */
    static void onlyKnown(Section own, Set<String> known) {
        own.onlyKnown(known);
        Section iso = own.child("iso");
        if (iso != null) {
            iso.onlyKnown(ISO_KEYS);
            IsoExtrasReader.onlyKnown(iso);
        }
        Section http = own.child("http");
        if (http != null) {
            http.onlyKnown(HTTP_KEYS);
        }
        Section parties = own.child("iso20022");
        if (parties != null) {
            parties.onlyKnown(ISO20022_KEYS);
        }
    }

    private void absent(String key, Protocol protocol) {
        if (section.has(key)) {
            section.error(key, "must be absent with protocol " + protocol.code());
        }
    }

    @Nullable
    IsoSection iso(@Nullable ChannelId id, boolean realBank) {
        absent("http", Protocol.ISO8583);
        absent("iso20022", Protocol.ISO8583);
        Section iso = section.child("iso");
        if (iso == null) {
            section.missing("iso");
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
                reconnectMaxMs,
                new IsoExtrasReader(iso, id == null ? "id" : id.value(), realBank).read());
    }

    @Nullable
    HttpSection http(@Nullable ChannelId id, boolean realBank, Protocol protocol) {
        absent("iso", protocol);
        if (protocol == Protocol.HTTP_JSON) {
            absent("iso20022", protocol);
        }
        Section http = section.child("http");
        if (http == null) {
            section.missing("http");
            return null;
        }
        String self = id == null ? "id" : id.value();
        String baseUrl = http.parsed("base_url", null, text -> baseUrl(text.replace("{id}", self), realBank));
        SecretRef secret = http.parsed("secret", null, text -> SecretRef.of(text.replace("{id}", self)));
        if (secret != null && secret.isDemo() && realBank) {
            http.error("secret", "must not be a demo: text where real_bank is true");
        }
        return baseUrl == null || secret == null ? null : new HttpSection(baseUrl, secret);
    }

    /** A credit transfer from the payer's account: there is no other means, and what codes may mean is bounded by the standard. */
    @Nullable
    PartiesSection parties(List<MeansKind> methods, Map<String, AttemptAnswer.Kind> overrides) {
        if (methods.stream().anyMatch(method -> method != MeansKind.BANK_ACCOUNT)) {
            section.error("methods", "must be bank_account alone with protocol iso20022");
        }
        try {
            Iso20022Settings.codes(overrides);
        } catch (IllegalArgumentException e) {
            section.error("code_overrides", String.valueOf(e.getMessage()));
        }
        Section own = section.child("iso20022");
        if (own == null) {
            section.missing("iso20022");
            return null;
        }
        String house = own.parsed("house_bic", null, BIC);
        String bank = own.parsed("bank_bic", null, BIC);
        String name = own.parsed(
                "creditor_name",
                null,
                Words.matching("(?! )[ -~]{1,140}(?<! )", "1 to 140 printable characters without a blank at the ends"));
        String account = own.parsed(
                "creditor_account", null, Words.matching("[0-9A-Za-z-]{1,34}", "1 to 34 letters, digits and hyphens"));
        return house == null || bank == null || name == null || account == null
                ? null
                : new PartiesSection(house, bank, name, account);
    }

    private static String baseUrl(String text, boolean realBank) {
        URI uri = URI.create(text);
        String host = uri.getHost();
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web
                || host == null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || uri.getRawUserInfo() != null
                || text.endsWith("/")) {
            throw new IllegalArgumentException("must be http(s)://HOST:PORT/PATH without query, user and final slash");
        }
        boolean local = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if (realBank && !local && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("must be https where real_bank is true");
        }
        return text;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
