package io.everswitch.chaos.fault;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links for drills: at our own server, or at the one that the environment names. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FaultLinksTest {
    @Test
    void open_withoutVariable_startsAServerOfItsOwn() throws IOException {
        try (FaultLab lab = new FaultLab()) {
            InetSocketAddress address;
            try (FaultLinks links = FaultLinks.open(Map.of(), 7)) {
                assertFalse(links.external());
                links.link("bank", lab.upstream());
                address = links.address("bank");
                var client = lab.dial(address.getPort());
                var server = lab.server.accept();
                FaultLab.send(client, "x");
                assertEquals("x", FaultLab.receive(server, 1));
                links.get("bank").toxics().latency("l", DOWNSTREAM, 5);
                links.calm();
                assertEquals(0, links.get("bank").toxics().getAll().size());
                assertThrows(IllegalArgumentException.class, () -> links.get("other"));
            }
            assertThrows(ConnectException.class, () -> lab.dial(address.getPort()));
        }
    }

    @Test
    void open_withVariable_usesThatServerAndCleansUp() throws IOException {
        try (FaultLab lab = new FaultLab()) {
            String url = "http://127.0.0.1:" + lab.proxy.port();
            lab.proxy("other");
            lab.proxy("bank").toxics().latency("leftover", DOWNSTREAM, 1);
            try (FaultLinks links = FaultLinks.open(Map.of(FaultLinks.URL_VARIABLE, url), 7)) {
                assertTrue(links.external());
                assertEquals(URI.create(url), links.url());
                links.link("bank", lab.upstream());
                assertEquals(0, links.get("bank").toxics().getAll().size());
                assertEquals(2, lab.client.getProxies().size());
            }
            assertEquals(1, lab.client.getProxies().size());
        }
    }

    @Test
    void at_noServerOrNoUrl_isTold() {
        assertThrows(IOException.class, () -> FaultLinks.at(URI.create("nonsense")));
        assertThrows(IOException.class, () -> FaultLinks.at(URI.create("http://127.0.0.1:1")));
    }
}
