package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.catalog.ChannelEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a demo is going to start, and with which configuration. */
class DemoPlanTest {
    private static final Path CATALOG = Path.of("demo/channels.yaml");

    @TempDir
    private Path root;

    @Test
    void processes_smallestShape_areBanksShopAndOneNode() throws IOException {
        Map<String, ManagedProcess.Plan> plans = plans(DemoShape.SMALLEST, Wiring.DIRECT);
        assertEquals(List.of("bank-simulator", "node-1", "shop"), List.copyOf(plans.keySet()));
        JsonNode node = yaml("node-1");
        assertEquals("http://127.0.0.1:8080", node.at("/public_urls/api").asText());
        assertEquals("http://127.0.0.1:8081", node.at("/public_urls/callbacks").asText());
        assertTrue(node.path("journal").isMissingNode(), node.toString());
        assertTrue(node.path("seeds").isMissingNode());
        assertTrue(requireNonNull(plans.get("shop")).command().contains("http://127.0.0.1:8080"));
    }

    @Test
    void processes_threeNodesWithCassandra_areWiredAsTheContractSays() throws IOException {
        DemoShape shape = DemoShape.SMALLEST.withNodes(3).withArchive(DemoShape.Archive.CASSANDRA);
        Map<String, ManagedProcess.Plan> plans = plans(shape, Wiring.DIRECT);
        assertEquals(
                List.of("bank-simulator", "cassandra-1", "front-door", "node-1", "node-2", "node-3", "shop"),
                List.copyOf(plans.keySet()));
        JsonNode node = yaml("node-3");
        assertEquals("127.0.0.13", node.path("cluster_host").asText());
        assertEquals("127.0.0.1", node.path("bind_host").asText());
        assertEquals(
                "{\"api\":8100,\"callbacks\":8101,\"operations\":8102,\"cluster\":25520,\"working_set\":5701}",
                node.path("ports").toString());
        assertEquals(
                "[\"127.0.0.11:25520\",\"127.0.0.12:25520\",\"127.0.0.13:25520\"]",
                node.path("seeds").toString());
        assertEquals(yaml("node-1").path("seeds"), node.path("seeds"));
        assertEquals("http://127.0.0.1:8079", node.at("/public_urls/api").asText());
        assertEquals("http://127.0.0.1:8078", node.at("/public_urls/callbacks").asText());
        assertEquals("[\"spool\",\"working-set\"]", node.at("/journal/stores").toString());
        assertEquals(2, node.at("/journal/copies").asInt());
        JsonNode workingSet = node.at("/journal/working_set");
        assertEquals(2, workingSet.path("members_min").asInt());
        assertEquals(86_400, workingSet.path("retention_s").asInt());
        assertEquals("[\"127.0.0.*\"]", workingSet.path("networks").toString());
        assertEquals("127.0.0.12:5701", workingSet.at("/members/1").asText());
        assertEquals(1, node.at("/journal/archive/after_s").asInt());
        Config cells = ConfigFactory.parseFile(
                Path.of(node.at("/journal/archive/cells_file").asText()).toFile());
        Config cell = cells.getConfigList("cells").get(0);
        assertEquals(List.of("127.0.0.1:9042"), cell.getStringList("contact-points"));
        assertEquals("everswitch", cell.getString("keyspace"));
        assertEquals(
                "cql://127.0.0.1:9042", requireNonNull(plans.get("cassandra-1")).readyUrl());
        List<String> door = requireNonNull(plans.get("front-door")).command();
        assertTrue(door.contains("node-2=127.0.0.1:8090:8091:8092"), door.toString());
        assertTrue(requireNonNull(plans.get("shop")).command().contains("http://127.0.0.1:8079"));
        assertTrue(requireNonNull(plans.get("node-1")).command().containsAll(JavaCommand.HAZELCAST_FLAGS));
    }

    @Test
    void membersMin_isTheMajority() throws IOException {
        int[] expected = {0, 0, 2, 2, 3, 3, 4, 4, 5, 5};
        for (int nodes = 2; nodes <= DemoShape.NODES_MAX; nodes++) {
            plans(DemoShape.SMALLEST.withNodes(nodes), Wiring.DIRECT);
            assertEquals(
                    expected[nodes],
                    yaml("node-1").at("/journal/working_set/members_min").asInt(),
                    "nodes " + nodes);
        }
        assertThrows(IllegalArgumentException.class, () -> DemoShape.SMALLEST.withNodes(0));
        assertThrows(IllegalArgumentException.class, () -> DemoShape.SMALLEST.withNodes(10));
    }

    @Test
    void wiring_leadsEveryDisturbedLinkAside() throws Exception {
        Map<String, String> links = new TreeMap<>();
        Wiring aside = (link, upstream) -> {
            links.put(link, upstream);
            return "127.0.0.1:" + (20_000 + links.size());
        };
        DemoShape shape =
                DemoShape.SMALLEST.withArchive(DemoShape.Archive.CASSANDRA).withFaults(7);
        plans(shape, aside);
        assertEquals("127.0.0.1:9042", links.get("cassandra-1"));
        assertEquals("127.0.0.1:8070", links.get("webhooks"));
        assertEquals("127.0.0.1:8081", links.get("callbacks"));
        List<ChannelEntry> before = ChannelCatalog.load(CATALOG).channels();
        assertEquals(before.size() + 3, links.size());
        JsonNode node = yaml("node-1");
        List<ChannelEntry> after =
                ChannelCatalog.load(Path.of(node.path("channels").asText())).channels();
        assertEquals(before.size(), after.size());
        for (int i = 0; i < before.size(); i++) {
            ChannelEntry old = before.get(i);
            ChannelEntry now = after.get(i);
            if (old.iso() != null) {
                assertEquals(
                        links.get("bank-" + old.id().value()),
                        old.iso().host() + ":" + old.iso().port());
                assertTrue(now.requireIso().port() > 20_000, now.id().toString());
                assertEquals(old.iso().terminal(), now.requireIso().terminal());
            } else {
                assertTrue(now.requireHttp()
                        .baseUrl()
                        .matches("http://127.0.0.1:20\\d\\d\\d/" + old.id().value()));
            }
            assertEquals(old.codeOverrides(), now.codeOverrides());
            assertEquals(old.queryLadder(), now.queryLadder());
            assertEquals(old.weight(), now.weight());
        }
        assertFalse(Files.readString(root.resolve("home/conf/cells.conf")).contains("9042"));
        assertFalse(node.at("/public_urls/callbacks").asText().contains("8081"));
        assertFalse(node.at("/merchants/0/notify_url").asText().contains("8070"));
    }

    @Test
    void settings_ofDrills_reachTheNodes() throws IOException {
        DemoShape.NodeSettings settings =
                new DemoShape.NodeSettings(60, 2, 30, Map.of("node-2", "/somewhere/small"), false);
        plans(DemoShape.SMALLEST.withNodes(2).withSettings(settings), Wiring.DIRECT);
        assertEquals("/somewhere/small", yaml("node-2").path("data_dir").asText());
        assertEquals(60, yaml("node-2").at("/journal/working_set/retention_s").asInt());
        assertFalse(yaml("node-1").path("data_dir").asText().contains("small"));
    }

    @Test
    void record_readBack_isTheSame() {
        Home home = TestDemo.home(root);
        DemoShape shape = DemoShape.SMALLEST
                .withNodes(3)
                .withSettings(new DemoShape.NodeSettings(60, 2, 30, Map.of("node-2", "/d"), false));
        DemoRecord record = new DemoRecord(shape, "/c", "http://127.0.0.1:1");
        record.write(home);
        assertEquals(record, DemoRecord.read(home).orElseThrow());
    }

    @Test
    void java_thatCassandraCannotUse_isTold() {
        CassandraPlan.requireJava(17);
        CassandraPlan.requireJava(21);
        for (int feature : new int[] {18, 24, 25}) {
            IllegalStateException told =
                    assertThrows(IllegalStateException.class, () -> CassandraPlan.requireJava(feature));
            assertTrue(told.toString().contains("17 or 21"), told.toString());
        }
    }

    private Map<String, ManagedProcess.Plan> plans(DemoShape shape, Wiring wiring) {
        Map<String, ManagedProcess.Plan> plans = new TreeMap<>();
        new DemoPlan(TestDemo.home(root), CATALOG, DemoPorts.standard(shape.nodes()), shape)
                .processes(wiring)
                .forEach(plan -> plans.put(plan.name(), plan));
        return plans;
    }

    private JsonNode yaml(String node) throws IOException {
        return new YAMLMapper()
                .readTree(root.resolve("home/conf/" + node + ".yaml").toFile());
    }
}
