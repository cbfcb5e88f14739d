package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.channel.iso8583.IsoHost;
import io.everswitch.channel.iso8583.IsoOptions;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bank with two hosts, of which the first dies and comes back. */
@Timeout(60)
class IsoHostsTest {
    private static final int STABLE_MS = 1_000;
    private static final IsoWire WIRE =
            new IsoWire(IsoWire.Framing.BINARY2_TPDU, IsoWire.Form.BINARY, null, List.of(0));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private IsoRig rig(BankSimulator simulator) throws Exception {
        int second = simulator.ports("b").get(1);
        IsoOptions options = IsoOptions.NONE.withStandby(List.of(new IsoHost("127.0.0.1", second)), STABLE_MS);
        IsoRig rig = new IsoRig(simulator, "b", WIRE, options, 2);
        await().until(() -> rig.connects.get() == 4);
        // Whoever was first, the primary is in use from here on.
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    long before = simulator.purchases("b").get(0);
                    rig.send(rig.request(1200));
                    return simulator.purchases("b").get(0) > before;
                });
        return rig;
    }

    @Test
    void primary_diesAndComesBack_trafficGoesOverAndBackAndNothingTwice() throws Exception {
        BankSimulator simulator = IsoRig.simulator(directory, new Latency(20, 40), IsoRig.bank("b", WIRE));
        try (IsoRig rig = rig(simulator)) {
            List<AttemptRequest> requests = new ArrayList<>();
            List<CompletionStage<AttemptAnswer>> crossing = new ArrayList<>();
            long before = simulator.purchases("b").get(0);
            for (int i = 0; i < 20; i++) {
                // The bank books them and says nothing.
                requests.add(rig.request(1368));
                crossing.add(rig.channel.send(requests.get(i)));
            }
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> simulator.purchases("b").get(0) > before);
            long second = simulator.purchases("b").get(1);
            simulator.hold("b", 0, true);
            int unknown = 0;
            for (int i = 0; i < crossing.size(); i++) {
                String answer = IsoRig.word(IsoRig.get(crossing.get(i)));
                unknown += answer.equals("UNKNOWN connection_lost") ? 1 : 0;
                // Written and unanswered is unknown, and is asked to be undone over the other host.
                if (answer.startsWith("UNKNOWN")) {
                    assertTrue(rig.reverse(requests.get(i), 0).startsWith("ACKNOWLEDGED"));
                }
            }
            assertTrue(unknown > 0, "no payment was under way when the host died");
            assertEquals(second, simulator.purchases("b").get(1), "a payment was sent again over the other host");

            for (int i = 0; i < 20; i++) {
                assertEquals("APPROVED 00", rig.send(rig.request(1200)));
            }
            assertEquals(second + 20, simulator.purchases("b").get(1));
            assertTrue(rig.channel.status().up());

            long first = simulator.purchases("b").get(0);
            int connected = rig.connects.get();
            simulator.hold("b", 0, false);
            await().until(() -> rig.connects.get() > connected);
            long sinceNanos = System.nanoTime();
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        assertEquals("APPROVED 00", rig.send(rig.request(1200)));
                        return simulator.purchases("b").get(0) > first;
                    });
            long stableMs = (System.nanoTime() - sinceNanos) / 1_000_000;
            assertTrue(stableMs >= STABLE_MS - 100, "went back after " + stableMs + " ms");
            assertEquals(0, rig.counted("b", Counter.DUPLICATES));
        }
    }

    @Test
    void hosts_allDown_nothingIsSent() throws Exception {
        BankSimulator simulator = IsoRig.simulator(directory, IsoRig.bank("b", WIRE));
        try (IsoRig rig = rig(simulator)) {
            simulator.hold("b", 0, true);
            simulator.hold("b", 1, true);
            await().until(() -> !rig.channel.status().up());
            assertEquals("NOT_SENT not_connected", rig.send(rig.request(1200)));
            simulator.hold("b", 1, false);
            rig.up();
            assertEquals("APPROVED 00", rig.send(rig.request(1200)));
        }
    }
}
