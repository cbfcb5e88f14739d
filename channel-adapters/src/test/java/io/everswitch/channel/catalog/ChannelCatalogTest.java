package io.everswitch.channel.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.ChannelProfile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelCatalogTest {
    private static final String HEAD = """
            version: 1
            profiles:
              iso: { protocol: iso8583, methods: [card], currencies: [CNY], iso: { host: 127.0.0.1, framing: binary2, form: ascii, terminal: "TERM0001", merchant: "M1", acquirer: "1" } }
              http: { protocol: http_json, real_bank: false, methods: [card], currencies: [CNY], http: { base_url: "http://127.0.0.1:9080/{id}", secret: "demo:hush-hush-{id}" } }
              xml: { protocol: iso20022, real_bank: false, methods: [bank_account], currencies: [CNY], http: { base_url: "http://127.0.0.1:9080/{id}", secret: "demo:hush-hush-{id}" }, iso20022: { house_bic: EVSWCNB1, creditor_name: "Shop", creditor_account: "A-1" } }
              form: { protocol: form_post, real_bank: false, methods: [card], currencies: [CNY], http: { base_url: "http://127.0.0.1:9080/{id}" }, form: { merchant: M1, sign: rsa, key_id: k1, bank_key_id: b1 } }
            banks:
              - { id: b1, en: One, zh: 一 }
            channels:
            """;

    @Test
    void load_profilesAndOwnValues_ownWinsThenTheLaterProfile() throws Exception {
        ChannelCatalog catalog = ChannelCatalog.parse("""
                version: 1
                profiles:
                  slow: { response_timeout_ms: 9000, weight: 7, code_overrides: { "91": declined_retriable, "96": unknown } }
                  fast: { response_timeout_ms: 500, query_ladder: [1s, 1s, 90s] }
                  http: { protocol: http_json, methods: [card, bank_account], currencies: [CNY, USD], http: { base_url: "https://bank.example/{id}", secret: "env:S" } }
                banks:
                  - { id: b1, en: One, zh: 一 }
                channels:
                  - { id: c1, bank: b1, profile: [http, slow, fast], weight: 9, code_overrides: { "96": declined_final }, http: { secret: "env:OTHER" } }
                """, "test");
        ChannelEntry channel = catalog.channels().get(0);
        assertEquals(500, channel.responseTimeoutMs());
        assertEquals(9, channel.weight());
        assertEquals(2, channel.codeOverrides().size());
        assertEquals(AttemptAnswer.Kind.DECLINED_FINAL, channel.codeOverrides().get("96"));
        assertEquals("env:OTHER", channel.requireHttp().secret().toString());
        assertEquals("https://bank.example/c1", channel.requireHttp().baseUrl());
        assertTrue(channel.realBank(), "a channel is real unless it says otherwise");
        assertEquals(ChannelProfile.Resolution.QUERY, channel.resolution());
        assertEquals(Duration.ofSeconds(90), channel.profile().ladder(5));
    }

    /** One row for each rule: the entry, the field that must be named, and a piece of the rule. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {id: c1, bank: b9, profile: http}                                              | bank               | does not have
        {id: c1, profile: http}                                                        | bank               | is missing
        {bank: b1, profile: http}                                                      | id                 | is missing
        {id: 'a b', bank: b1, profile: http}                                           | id                 | must be 1 to 64
        {id: '..', bank: b1, profile: http}                                            | id                 | must begin
        {id: c1, bank: b1, profile: nope}                                              | profile            | unknown profile: nope
        {id: c1, bank: b1, profile: [http, iso], iso: {port: 1}}                             | http               | must be absent
        {id: c1, bank: b1, profile: http, iso: {port: 1}}                              | iso                | must be absent
        {id: c1, bank: b1, profile: http, protocol: soap}                              | protocol           | iso8583, http_json
        {id: c1, bank: b1, profile: http, iso20022: {house_bic: EVSWCNB1}}             | iso20022           | must be absent
        {id: c1, bank: b1, profile: xml}                                               | iso20022.bank_bic  | is missing
        {id: c1, bank: b1, profile: xml, iso20022: {bank_bic: jade}}                   | iso20022.bank_bic  | BIC of 8 or 11
        {id: c1, bank: b1, profile: xml, iso20022: {bank_bic: JADECNB1, bic: X}}       | iso20022.bic       | not a known key
        {id: c1, bank: b1, profile: xml, methods: [card], iso20022: {bank_bic: JADECNB1}} | methods         | bank_account alone
        {id: c1, bank: b1, profile: xml, code_overrides: {AC04: approved}, iso20022: {bank_bic: JADECNB1}} | code_overrides | not approved
        {id: c1, bank: b1, profile: xml, iso: {port: 1}, iso20022: {bank_bic: JADECNB1}}  | iso             | must be absent
        {id: c1, bank: b1, profile: form, form: {bank_key: 'demo:k'}}                  | form.private_key   | is missing
        {id: c1, bank: b1, profile: form, form: {private_key: 'k', bank_key: 'demo:k'}} | form.private_key  | demo:TEXT
        {id: c1, bank: b1, profile: form, real_bank: true, form: {private_key: 'demo:k', bank_key: 'file:k'}} | form.private_key | must not be a demo
        {id: c1, bank: b1, profile: form, form: {sign: hmac, private_key: 'demo:k', bank_key: 'demo:k'}} | form.sign | rsa, sm2
        {id: c1, bank: b1, profile: form, form: {key_id: 'a b', private_key: 'demo:k', bank_key: 'demo:k'}} | form.key_id | 1 to 32
        {id: c1, bank: b1, profile: form, form: {merchant: '', private_key: 'demo:k', bank_key: 'demo:k'}} | form.merchant | 1 to 15
        {id: c1, bank: b1, profile: form, form: {keys: x, private_key: 'demo:k', bank_key: 'demo:k'}} | form.keys | not a known key
        {id: c1, bank: b1, profile: form, http: {secret: 'demo:x'}, form: {private_key: 'demo:k', bank_key: 'demo:k'}} | http.secret | signs with keys
        {id: c1, bank: b1, profile: form, code_overrides: {'64': approved}, form: {private_key: 'demo:k', bank_key: 'demo:k'}} | code_overrides | nothing else
        {id: c1, bank: b1, profile: http, form: {sign: rsa}}                           | form               | must be absent
        {id: c1, bank: b1, profile: form, iso: {port: 1}, form: {private_key: 'demo:k', bank_key: 'demo:k'}} | iso | must be absent
        {id: c1, bank: b1, profile: http, colour: red}                                 | colour             | not a known key
        {id: c1, bank: b1, profile: http, http: {bas_url: x}}                          | http.bas_url       | not a known key
        {id: c1, bank: b1, profile: http, weight: 1001}                                | weight             | 0 … 1000
        {id: c1, bank: b1, profile: http, weight: 1e2}                                 | weight             | whole number
        {id: c1, bank: b1, profile: http, weight: }                                    | weight             | whole number
        {id: c1, bank: b1, profile: http, weight: ''}                                  | weight             | whole number
        {id: c1, bank: b1, profile: http, weight: [1]}                                 | weight             | plain value
        {id: c1, bank: b1, profile: http, amount_min: 0}                               | amount_min         | 1 … 999999999999
        {id: c1, bank: b1, profile: http, amount_min: 5, amount_max: 4}                | amount_max         | below amount_min
        {id: c1, bank: b1, profile: http, fee_basis_points: -1}                        | fee_basis_points   | 0 … 10000
        {id: c1, bank: b1, profile: http, response_timeout_ms: 99}                     | response_timeout_ms | 100 … 60000
        {id: c1, bank: b1, profile: http, send_window_ms: 31000}                       | send_window_ms     | 1000 … 30000
        {id: c1, bank: b1, profile: http, query_ladder: []}                            | query_ladder       | at least one
        {id: c1, bank: b1, profile: http, query_ladder: [5]}                           | query_ladder       | durations such as
        {id: c1, bank: b1, profile: http, query_ladder: [0s]}                          | query_ladder       | 100ms … 24h
        {id: c1, bank: b1, profile: http, query_ladder: [4s, 2s]}                      | query_ladder       | shorter
        {id: c1, bank: b1, profile: http, methods: [cash]}                             | methods            | card, bank_account
        {id: c1, bank: b1, profile: http, methods: [card, card]}                       | methods            | twice
        {id: c1, bank: b1, profile: http, methods: card}                               | methods            | must be a list
        {id: c1, bank: b1, profile: http, methods: [bank_account], brands: [visa]}     | brands             | no card
        {id: c1, bank: b1, profile: http, brands: [vista]}                             | brands             | visa
        {id: c1, bank: b1, profile: http, currencies: [cny]}                           | currencies         | ISO 4217
        {id: c1, bank: b1, profile: http, enabled: yes}                                | enabled            | true or false
        {id: c1, bank: b1, profile: http, in_flight_max: 0}                            | in_flight_max      | 1 … 10000
        {id: c1, bank: b1, profile: http, code_overrides: {'91': maybe}}               | code_overrides.91  | must be one of
        {id: c1, bank: b1, profile: http, code_overrides: {'91': not_sent}}            | code_overrides.91  | must be one of
        {id: c1, bank: b1, profile: http, code_overrides: {'9 1': unknown}}            | code_overrides.9 1 | must be a code
        {id: c1, bank: b1, profile: http, code_overrides: [x]}                         | code_overrides     | must be a mapping
        {id: c1, bank: b1, profile: http, http: {base_url: 'ftp://x/y'}}               | http.base_url      | http(s)
        {id: c1, bank: b1, profile: http, http: {base_url: 'http://h:1/x/'}}           | http.base_url      | http(s)
        {id: c1, bank: b1, profile: http, http: {base_url: '::'}}                      | http.base_url      | 0: ::
        {id: c1, bank: b1, profile: http, http: {secret: 'hunter2'}}                   | http.secret        | demo:TEXT
        {id: c1, bank: b1, profile: http, real_bank: true}                             | http.secret        | must not be a demo
        {id: c1, bank: b1, profile: http, real_bank: true, http: {base_url: 'http://bank.example/x', secret: 'env:S'}} | http.base_url | must be https
        {id: c1, bank: b1, profile: iso}                                               | iso.port           | is missing
        {id: c1, bank: b1, profile: iso, iso: {port: 70000}}                           | iso.port           | 1 … 65535
        {id: c1, bank: b1, profile: iso, iso: {port: 1, framing: ascii5}}              | iso.framing        | binary2, binary2-tpdu, ascii4
        {id: c1, bank: b1, profile: iso, iso: {port: 1, form: ebcdic}}                 | iso.form           | ascii, binary
        {id: c1, bank: b1, profile: iso, iso: {port: 1, terminal: 'TOO-LONG-1'}}       | iso.terminal       | 1 to 8
        {id: c1, bank: b1, profile: iso, iso: {port: 1, merchant: ' x'}}               | iso.merchant       | 1 to 15
        {id: c1, bank: b1, profile: iso, iso: {port: 1, acquirer: 12a}}                | iso.acquirer       | 1 to 11 digits
        {id: c1, bank: b1, profile: iso, iso: {port: 1, framing: binary2-tpdu}}        | iso.tpdu_destination | is missing
        {id: c1, bank: b1, profile: iso, iso: {port: 1, tpdu_destination: 3}}          | iso.tpdu_destination | must be absent
        {id: c1, bank: b1, profile: iso, iso: {port: 1, reconnect_min_ms: 900, reconnect_max_ms: 800}} | iso.reconnect_max_ms | below
        {id: c1, bank: b1, profile: iso, resolution: query, iso: {port: 1}}            | resolution         | has no query
        """)
    void load_brokenRule_namesPlaceFieldAndRule(String entry, String field, String rule) {
        CatalogException thrown =
                assertThrows(CatalogException.class, () -> ChannelCatalog.parse(HEAD + "  - " + entry + "\n", "test"));
        List<CatalogError> errors = thrown.errors();
        assertEquals(1, errors.size(), thrown.getMessage());
        CatalogError error = errors.get(0);
        assertEquals(field, error.field());
        assertTrue(error.rule().contains(rule), error.toString());
        boolean ofProfile = error.owner().startsWith("profile ");
        assertEquals(ofProfile ? 4 : HEAD.lines().count() + 1, error.line(), error.toString());
        assertTrue(error.column() >= 5, error.toString());
    }

    @Test
    void load_manyErrors_allAreReportedInOrderWithTheirPlaces() {
        CatalogException thrown =
                assertThrows(CatalogException.class, () -> ChannelCatalog.parse(HEAD + """
                          - { id: c1, bank: b1, profile: http }
                          - { id: c1, bank: b2, profile: http, weight: 5000, nonsense: 1 }
                          - { id: c3, bank: b1, profile: iso, iso: { port: 1 } }
                          - { id: c4, bank: b1, profile: iso, iso: { port: 1 } }
                          - just-text
                        """, "channels.yaml"));
        List<String> found = thrown.errors().stream()
                .map(error -> error.line() + " " + error.owner() + " " + error.field())
                .collect(Collectors.toList());
        assertEquals(
                List.of(
                        "11 channel c1 id",
                        "11 channel c1 bank",
                        "11 channel c1 weight",
                        "11 channel c1 nonsense",
                        "13 channel c4 iso",
                        "14 catalog channels[4]"),
                found,
                thrown.getMessage());
        assertTrue(String.valueOf(thrown.getMessage())
                .startsWith("channels.yaml: 6 errors\n  line 11, column 11: channel c1: id "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                              | must not be empty
        `[1, 2]`                                        | must be a mapping
        `a: [`                                          | is not valid YAML
        `version: 1\n---\nversion: 1`                   | one YAML document
        `version: 1\nversion: 1`                        | comes twice
        `version: &v 1\nbanks: *v`                      | is an alias
        `version: 2`                                    | must be 1
        `version: 1\nbanks: []\nchannels: {}`           | at least one bank
        """)
    void load_brokenFile_saysWhat(String yaml, String rule) {
        String text = yaml == null ? "" : yaml.replace("\\n", "\n");
        CatalogException thrown = assertThrows(CatalogException.class, () -> ChannelCatalog.parse(text, "test"));
        assertTrue(thrown.errors().stream().anyMatch(error -> error.rule().contains(rule)), thrown.getMessage());
    }

    @Test
    void load_duplicateBank_isAnError() {
        CatalogException thrown = assertThrows(
                CatalogException.class,
                () -> ChannelCatalog.parse(
                        HEAD.replace("channels:\n", "  - { id: b1, en: Two, zh: 二 }\nchannels:\n")
                                + "  - { id: c1, bank: b1, profile: http }\n",
                        "test"));
        assertEquals(
                "id is used by another bank",
                thrown.errors().get(0).field() + " " + thrown.errors().get(0).rule());
    }

    @Test
    void load_badValueInSharedProfile_isReportedOnceForTheProfile() {
        CatalogException thrown = assertThrows(
                CatalogException.class,
                () -> ChannelCatalog.parse(
                        HEAD.replace("real_bank: false", "real_bank: maybe")
                                + "  - { id: c1, bank: b1, profile: http, http: { secret: \"env:S\" } }\n"
                                + "  - { id: c2, bank: b1, profile: http, http: { secret: \"env:S\" } }\n",
                        "test"));
        assertEquals(1, thrown.errors().size(), thrown.getMessage());
        assertEquals("profile http", thrown.errors().get(0).owner());
    }

    @Test
    void load_demoSecret_isInNoTextOfTheCatalog() throws Exception {
        ChannelCatalog catalog = ChannelCatalog.parse(HEAD + "  - { id: c1, bank: b1, profile: http }\n", "test");
        assertFalse(catalog.toString().contains("hush"), catalog.toString());
    }

    @Test
    void load_500Channels_takesLessThanTwoSeconds() throws Exception {
        StringBuilder yaml = new StringBuilder(HEAD);
        for (int i = 0; i < 500; i++) {
            yaml.append("  - { id: c").append(i).append(", bank: b1, profile: http, weight: 5 }\n");
        }
        long start = System.nanoTime();
        ChannelCatalog catalog = ChannelCatalog.parse(yaml.toString(), "test");
        long tookMs = (System.nanoTime() - start) / 1_000_000;
        assertEquals(500, catalog.channels().size());
        assertTrue(tookMs < 2_000, "took " + tookMs + " ms");
    }
}
