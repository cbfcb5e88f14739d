package io.everswitch.node.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigFileTest {
    private static final String SECRET = "sk_live_do_not_print";

    private static final String GOOD = """
            name: node-1
            data_dir: data
            ports: {api: 0, callbacks: 0, operations: 0, cluster: 0}
            public_urls: {api: "http://127.0.0.1:8080", callbacks: "http://127.0.0.1:8081"}
            channels: channels.yaml
            vault_keys: keys
            cashier_secret: file:secret
            merchants:
              - id: shop
                api_key: env:KEY
                webhook_secrets: [file:hook]
            """;

    @TempDir
    Path dir;

    private NodeConfig load(String yaml) throws IOException {
        return NodeConfigFile.load(Files.writeString(dir.resolve("node.yaml"), yaml));
    }

    private String complaint(String yaml) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> load(yaml)).getMessage());
    }

    @Test
    void load_good_defaultsAreFilledIn() throws IOException {
        NodeConfig config = load(GOOD);
        assertEquals("127.0.0.1", config.bindHost());
        assertEquals(10_000, config.gracefulStopMs());
        assertFalse(config.createVaultKeys());
        assertEquals("shop", config.merchants().get(0).name());
        assertNull(config.merchants().get(0).notifyUrl());
        assertEquals(15_000, config.webhooks().timeoutMs());
    }

    /** What stands in the good file, what stands there instead, and what the operator reads. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: node-1                  | #                                   | name is missing
            name: node-1                  | name: Node 1                        | name must be 1 to 32 of
            data_dir: data                | #                                   | data_dir is missing
            data_dir: data                | data_dir: data\\nspool: x           | spool is not a field that a node knows
            data_dir: data                | data_dir: data\\ndata_dir: other    | is not valid YAML
            data_dir: data                | data_dir: [a, b]                    | data_dir must be a text
            api: 0, callbacks             | api: 65536, callbacks               | ports.api must be 0 … 65535: 65536
            api: 0, callbacks             | api: -1, callbacks                  | ports.api must be 0 … 65535: -1
            api: 0, callbacks             | api: 80.5, callbacks                | ports.api must be a whole number
            api: 0, callbacks             | api: sk_live_do_not_print, callbacks | ports.api must be a whole number
            api: 0, callbacks             | http: 0, callbacks                  | ports.http is not a field that a node knows
            channels: channels.yaml       | #                                   | channels is missing
            cashier_secret: file:secret   | #                                   | cashier_secret is missing
            cashier_secret: file:secret   | cashier_secret sk_live_do_not_print | is not valid YAML (line
            cashier_secret: file:secret   | cashier_secret: "sk_live_do_not_print | is not valid YAML (line
            api_key: env:KEY              | #                                   | merchants[].api_key is missing
            api_key: env:KEY              | api_key: {key: sk_live_do_not_print} | merchants[0].api_key must be a text
            webhook_secrets: [file:hook]  | webhook_secrets: sk_live_do_not_print | merchants[0].webhook_secrets must be a list
            webhook_secrets: [file:hook]  | #                                   | merchants[].webhook_secrets is missing
            vault_keys: keys              | vault_keys: keys\\ngraceful_stop_ms: 60001 | graceful_stop_ms must be 0 … 60000: 60001
            vault_keys: keys              | vault_keys: keys\\nwebhooks: {timeout_ms: 10} | webhooks.timeout_ms must be 1000 … 30000: 10
            data_dir: data                | data_dir: data\\nseeds: ["127.0.0.1"]         | seeds[] must be HOST:PORT
            data_dir: data                | data_dir: data\\nstan_partition: {index: 2, of: 2} | stan_partition.index must be 0 … 1: 2
            data_dir: data                | data_dir: data\\nstan_partition: {index: 0} | stan_partition.of is missing
            data_dir: data                | data_dir: data\\njournal: {stores: [memory]} | journal.stores must be [spool] or
            data_dir: data                | data_dir: data\\njournal: {stores: [spool], copies: 2} | journal.copies is 2, but
            data_dir: data                | data_dir: data\\njournal: {stores: [spool, working-set]} | journal.working_set is missing
            data_dir: data                | data_dir: data\\njournal: {working_set: {members: ["a:1"], networks: ["*"]}} | but working-set is not among
            data_dir: data                | data_dir: data\\njournal: {archive: {after_s: 2}} | journal.archive.cells_file is missing
            vault_keys: keys              | vault_keys: keys\\nwebhooks: {per_host_max: 0} | webhooks.per_host_max must be 1 … 10000: 0
            """)
    void load_wrong_namesFieldAndRuleAndNoSecret(String good, String instead, String expected) {
        assertTrue(GOOD.contains(good), good);
        String message = complaint(GOOD.replace(good, instead.replace("\\n", "\n")));
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains("node.yaml"), message);
        assertFalse(message.contains(SECRET), message);
    }

    @Test
    void load_severalNodes_becomesSettingsOfTheJournal() throws IOException {
        String several = """
                cluster_host: 127.0.0.12
                seeds: ["127.0.0.11:25520", "127.0.0.12:25520", "127.0.0.13:25520"]
                journal:
                  stores: [spool, working-set]
                  copies: 2
                  working_set: {members: ["127.0.0.11:5701", "127.0.0.12:5701", "127.0.0.13:5701"], networks: ["127.0.0.*"], retention_s: 600}
                  archive: {cells_file: cells.conf, after_s: 2}
                """;
        NodeConfig config = load(GOOD.replace("cluster: 0", "cluster: 25520") + several);
        assertEquals(new NodeConfig.StanPartition(1, 3), config.ownStans());
        assertEquals(2_000, config.stopNoticeMs());
        Map<String, Object> settings = config.journal().settings(config.clusterAddress(), 5_701);
        assertEquals(2, settings.get("everswitch.journal.working-set.members-min"));
        assertEquals("127.0.0.12", settings.get("everswitch.journal.working-set.bind-address"));
        assertEquals("600s", settings.get("everswitch.journal.working-set.retention"));
        assertEquals("cells.conf", settings.get("everswitch.journal.archive.cells-file"));
        assertEquals("300s", settings.get("everswitch.journal.archive.open-after"));
    }

    @Test
    void ownStans_aloneOrNotAmongSeeds_allOrRefused() throws IOException {
        assertEquals(NodeConfig.StanPartition.ALL, load(GOOD).ownStans());
        NodeConfig stranger = load(GOOD + "seeds: [\"127.0.0.1:1\", \"127.0.0.1:2\"]\n");
        assertThrows(ConfigException.class, stranger::ownStans);
    }

    @Test
    void load_noMerchants_refused() {
        String none = GOOD.substring(0, GOOD.indexOf("merchants:"));
        assertTrue(complaint(none).endsWith("merchants is missing"));
        assertTrue(complaint(none + "merchants: []\n").endsWith("merchants must name at least one"));
        String secret = complaint(none + "merchants: " + SECRET + "\n");
        assertTrue(secret.contains("merchants must be a list"), secret);
        assertFalse(secret.contains(SECRET), secret);
    }

    @Test
    void load_emptyOrMissingFile_refused() {
        for (String empty : new String[] {"", "# nothing\n", "---\n", "null\n"}) {
            assertTrue(complaint(empty).contains("node.yaml"), empty);
        }
        ConfigException missing =
                assertThrows(ConfigException.class, () -> NodeConfigFile.load(dir.resolve("none.yaml")));
        assertTrue(String.valueOf(missing.getMessage()).contains("none.yaml cannot be read"));
    }

    @Test
    void secret_inClear_refusedAndNotRepeated() {
        String message = secretComplaint(SECRET);
        assertEquals("cashier_secret must be file:PATH or env:NAME, not the secret itself", message);
    }

    @Test
    void secret_byReference_readOrRefused() throws IOException {
        Path file = Files.writeString(dir.resolve("secret"), "  " + SECRET + "\n");
        assertEquals(SECRET, NodeConfigFile.secret("cashier_secret", "file:" + file));
        Files.writeString(file, " \n");
        assertTrue(secretComplaint("file:" + file).endsWith("is empty"));
        assertTrue(secretComplaint("file:" + dir.resolve("none")).endsWith("cannot be read"));
        assertEquals(
                "cashier_secret: environment variable NO_SUCH_VARIABLE_HERE is not set",
                secretComplaint("env:NO_SUCH_VARIABLE_HERE"));
    }

    private static String secretComplaint(String reference) {
        return String.valueOf(
                assertThrows(ConfigException.class, () -> NodeConfigFile.secret("cashier_secret", reference))
                        .getMessage());
    }
}
