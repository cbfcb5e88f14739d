package io.everswitch.chaos.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import eu.rekawek.toxiproxy.Proxy;
import io.everswitch.chaos.drill.Field;
import io.everswitch.chaos.fault.FaultLinks;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A demo whose links go through the fault proxy, disturbed through the field that drills use. */
@Timeout(180)
class DisturbedDemoTest {
    @Test
    void links_disturbed_areFeltByTheSwitch(@TempDir Path root) throws IOException, InterruptedException {
        try (TestDemo demo = TestDemo.start(root, DemoShape.SMALLEST.withFaults(5))) {
            Field field = demo.demo();
            FaultLinks links = field.links();
            assertEquals("succeeded", pay(demo).path("status").asText());

            for (String channel : List.of("north-iso-1", "north-iso-2")) {
                links.get(DisturbedCatalog.link(channel)).disable();
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> pay(demo).path("status").asText().equals("failed"));
            links.calm();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> pay(demo).path("status").asText().equals("succeeded"));

            // The proxy forgets nothing when it dies: its links come back where they were.
            InetSocketAddress before = links.address("webhooks");
            field.kill(DemoPlan.FAULT_PROXY);
            assertFalse(field.running(DemoPlan.FAULT_PROXY));
            field.start(DemoPlan.FAULT_PROXY);
            assertEquals(before, links.address("webhooks"));
            Proxy webhooks = links.get("webhooks");
            webhooks.disable();
            String unheard = pay(demo).path("id").asText();
            webhooks.enable();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> demo.shopText("/received").contains(unheard));

            field.pause("node-1");
            assertTrue(field.running("node-1"));
            field.resume("node-1");
            assertEquals("succeeded", pay(demo).path("status").asText());
            assertThrows(IllegalArgumentException.class, () -> field.cutOff("node-1"));
            field.stop("node-1");
            assertFalse(field.running("node-1"));
            assertThrows(IllegalStateException.class, () -> field.pause("node-1"));
            field.start("node-1");
            assertEquals("succeeded", pay(demo).path("status").asText());
        }
    }

    private static JsonNode pay(TestDemo demo) throws IOException, InterruptedException {
        return demo.pay(1200, TestDemo.card("4242424242424242", "123"));
    }
}
