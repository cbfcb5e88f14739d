package io.everswitch.channel.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.Protocol;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.AttemptAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the demo's catalog must hold so that the demo, the drills and the bench have something to play with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoCatalogTest {
    private ChannelCatalog catalog = new ChannelCatalog(List.of(), List.of());

    @BeforeAll
    void load() throws Exception {
        Path file = Path.of("..", "chaos", "demo", "channels.yaml");
        assertTrue(Files.exists(file), "the demo's catalog must be beside the module");
        catalog = ChannelCatalog.load(file);
    }

    @Test
    void demo_size_is60BanksAnd212Channels() {
        assertEquals(60, catalog.banks().size());
        assertEquals(212, catalog.channels().size());
        assertEquals(100, of(Protocol.ISO8583).size());
        assertEquals(100, of(Protocol.HTTP_JSON).size());
        assertEquals(6, of(Protocol.ISO20022).size());
        assertEquals(6, of(Protocol.FORM_POST).size());
    }

    @Test
    void demo_everyBank_isReachedByAccountThroughBothFamilies() {
        for (BankEntry bank : catalog.banks()) {
            Set<Protocol> protocols = catalog.channels().stream()
                    .filter(channel -> channel.bank().equals(bank.id()))
                    .filter(channel -> channel.methods().contains(MeansKind.BANK_ACCOUNT))
                    .filter(channel -> channel.currencies().contains("CNY"))
                    .map(ChannelEntry::protocol)
                    .collect(Collectors.toSet());
            assertTrue(protocols.containsAll(Set.of(Protocol.ISO8583, Protocol.HTTP_JSON)), bank.toString());
        }
    }

    @Test
    void demo_everyCurrency_hasSixCardChannelsOfEachGreatBrand() {
        for (String currency : List.of("CNY", "USD", "EUR", "JPY", "HKD", "GBP")) {
            List<ChannelEntry> cards = catalog.channels().stream()
                    .filter(channel -> channel.methods().contains(MeansKind.CARD))
                    .filter(channel -> channel.currencies().contains(currency))
                    .toList();
            assertTrue(cards.size() >= 6, currency + " has " + cards.size());
            for (String brand : List.of("visa", "mastercard", "unionpay", "jcb", "amex")) {
                assertTrue(
                        cards.stream().filter(channel -> takes(channel, brand)).count() >= 2, currency + " " + brand);
            }
        }
    }

    @Test
    void demo_isoChannels_coverAllFramingsAndFormsOnOnePortEach() {
        Set<String> combinations = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (ChannelEntry channel : of(Protocol.ISO8583)) {
            IsoSection iso = channel.requireIso();
            combinations.add(iso.framing() + "/" + iso.form());
            assertTrue(ports.add(iso.port()), "port twice: " + iso.port());
            assertTrue(iso.port() >= 9100 && iso.port() <= 9199, "port " + iso.port());
        }
        assertEquals(6, combinations.size());
    }

    @Test
    void demo_someIsoChannels_haveMacsKeysHostsAndPrivateFields() {
        List<IsoExtras> extras = of(Protocol.ISO8583).stream()
                .map(channel -> channel.requireIso().extras())
                .toList();
        assertEquals(3, extras.stream().filter(extra -> extra.mac() != null).count());
        assertEquals(
                2, extras.stream().filter(extra -> extra.exchange() != null).count());
        assertEquals(
                2, extras.stream().filter(extra -> !extra.standby().isEmpty()).count());
        assertEquals(
                1, extras.stream().filter(extra -> !extra.fields().isEmpty()).count());
    }

    @Test
    void demo_everyChannel_isNoRealBankAndMay91BeTriedElsewhere() {
        for (ChannelEntry channel : catalog.channels()) {
            assertFalse(channel.realBank(), channel.id().value());
            assertEquals(
                    AttemptAnswer.Kind.DECLINED_RETRIABLE,
                    channel.codeOverrides().get("91"));
            assertEquals(8, channel.queryLadder().size());
        }
        ChannelEntry http = of(Protocol.HTTP_JSON).get(0);
        assertEquals("http://127.0.0.1:9080/" + http.id(), http.requireHttp().baseUrl());
    }

    private static boolean takes(ChannelEntry channel, String brand) {
        return channel.brands().isEmpty() || channel.brands().contains(brand);
    }

    private List<ChannelEntry> of(Protocol protocol) {
        return catalog.channels().stream()
                .filter(channel -> channel.protocol() == protocol)
                .toList();
    }
}
