package io.everswitch.chaos.fault;

import static eu.rekawek.toxiproxy.model.ToxicDirection.DOWNSTREAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import eu.rekawek.toxiproxy.Proxy;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chance, and attributes that nobody should give. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ToxicityTest {
    private FaultLab lab;
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        lab = new FaultLab();
        proxy = lab.proxy("p");
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    /** 0.5 of 200: four standard deviations are 28. */
    @Test
    void toxicity_half_hitsHalfOfTheConnections() throws Exception {
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0.5f);
        int hit = 0;
        for (int i = 0; i < 200; i++) {
            hit += isHit() ? 1 : 0;
        }
        assertTrue(hit >= 72 && hit <= 128, "seed 42: hit " + hit + " of 200");
    }

    private boolean isHit() throws IOException {
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.server(), "x");
        String got = FaultLab.receive(pair.client(), 1);
        try {
            pair.client().close();
            pair.server().close();
        } catch (SocketException e) {
            throw new AssertionError("cannot be closed", e);
        }
        return got.isEmpty();
    }

    @Test
    void toxicity_sameSeed_hitsTheSameConnections() throws IOException {
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0.5f);
        StringBuilder first = new StringBuilder();
        StringBuilder again = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            first.append(isHit() ? 1 : 0);
        }
        lab.close();
        open();
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0.5f);
        for (int i = 0; i < 30; i++) {
            again.append(isHit() ? 1 : 0);
        }
        assertEquals(first.toString(), again.toString());
    }

    @Test
    void toxicity_zero_neverHits() throws IOException {
        proxy.toxics().limitData("l", DOWNSTREAM, 0).setToxicity(0);
        for (int i = 0; i < 20; i++) {
            assertTrue(!isHit());
        }
    }

    @Test
    void attributes_thatMakeNoSense_harmNobody() throws Exception {
        String[] nonsense = {
            "{\"type\":\"bandwidth\",\"attributes\":{\"rate\":-5}}",
            "{\"type\":\"bandwidth\",\"attributes\":{\"rate\":9223372036854775807}}",
            "{\"type\":\"slicer\",\"attributes\":{\"average_size\":0}}",
            "{\"type\":\"slicer\",\"attributes\":{\"average_size\":-1,\"size_variation\":-1,\"delay\":-1}}",
            "{\"type\":\"slicer\",\"attributes\":{\"average_size\":10,\"size_variation\":9223372036854775807}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":-9223372036854775808,\"jitter\":-3}}",
            "{\"type\":\"latency\",\"attributes\":{\"latency\":9223372036854775807,\"jitter\":9223372036854775807}}",
            "{\"type\":\"timeout\",\"attributes\":{\"timeout\":-9223372036854775808}}",
            "{\"type\":\"reset_peer\",\"attributes\":{\"timeout\":9223372036854775807}}",
            "{\"type\":\"limit_data\",\"attributes\":{\"bytes\":-1}}",
            "{\"type\":\"slow_close\",\"attributes\":{\"delay\":9223372036854775807}}"
        };
        for (String one : nonsense) {
            assertEquals(200, lab.http("POST", "/proxies/p/toxics", one).statusCode(), one);
            FaultLab.Pair pair = lab.connect(proxy);
            FaultLab.send(pair.server(), ToxicTest.bytes(3_000));
            pair.client().setSoTimeout(50);
            try {
                pair.client().getInputStream().readNBytes(3_000);
            } catch (SocketException | SocketTimeoutException e) {
                // Held or reset: both are right.
                assertTrue(e.getMessage() != null);
            }
            lab.client.reset();
        }
        FaultLab.Pair pair = lab.connect(proxy);
        FaultLab.send(pair.client(), "alive");
        assertEquals("alive", FaultLab.receive(pair.server(), 5));
    }
}
