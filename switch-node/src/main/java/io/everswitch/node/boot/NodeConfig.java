package io.everswitch.node.boot;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node is told by its configuration file; {@code docs/configuration.md} describes it for operators. Constructors
 * check what can be checked without the outside world and name the field and the rule.
 *
 * @param name the node's name, unique in its site
 * @param dataDir where the spool lives; one process only
 * @param bindHost the address that all ports bind to
 * @param clusterHost the address of the cluster port and of the working set
 * @param seeds {@code host:port} of cluster ports, the same list on all nodes; empty: this node forms a cluster of its own
 * @param stanPartition which part of the trace numbers of every ISO 8583 terminal this node gives out; null: its place in
 *     {@code seeds}
 * @param journal which stores keep the facts
 * @param publicUrls how others reach this node
 * @param channels path of the channel catalog
 * @param vaultKeys path of the vault's key file
 * @param createVaultKeys whether a missing key file is made with one new key: for demos; a production node must be given its
 *     keys, because a node that makes its own cannot read what others sealed
 * @param cashierSecret where the secret of the cashier links is: {@code file:PATH} or {@code env:NAME}
 * @param gracefulStopMs how long a stopping node waits for what is in flight, 0 … 60,000: longer than a bank's time-out,
 *     shorter than an orchestrator's patience
 * @param stopNoticeMs how long a stopping node goes on serving while it already says that it is not ready, 0 … 60,000: a
 *     front door must look at least once meanwhile; nobody looks at a node that is alone
 * @param approvalAbovePercent changes of settings that would send more than this share of the last minutes' attempts elsewhere
 *     wait for a second person, 0 … 100; 100: none does
 */
record NodeConfig(
        String name,
        String dataDir,
        String bindHost,
        @Nullable String clusterHost,
        Ports ports,
        List<String> seeds,
        @Nullable StanPartition stanPartition,
        JournalConfig journal,
        PublicUrls publicUrls,
        String channels,
        String vaultKeys,
        Boolean createVaultKeys,
        String cashierSecret,
        List<Merchant> merchants,
        Webhooks webhooks,
        Integer gracefulStopMs,
        Integer stopNoticeMs,
        Integer approvalAbovePercent) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    NodeConfig {
        name = required("name", name);
        if (!NAME.matcher(name).matches()) {
            throw new ConfigException("name must be 1 to 32 of a–z 0–9 -");
        }
        dataDir = required("data_dir", dataDir);
        bindHost = bindHost == null ? "127.0.0.1" : bindHost;
        clusterHost = clusterHost == null ? bindHost : clusterHost;
        ports = required("ports", ports);
        seeds = seeds == null ? List.of() : List.copyOf(seeds);
        seeds.forEach(seed -> HostAndPort.check("seeds[]", seed));
        journal = journal == null ? JournalConfig.SPOOL : journal;
        publicUrls = required("public_urls", publicUrls);
        channels = required("channels", channels);
        vaultKeys = required("vault_keys", vaultKeys);
        createVaultKeys = Boolean.TRUE.equals(createVaultKeys);
        cashierSecret = required("cashier_secret", cashierSecret);
        merchants = List.copyOf(required("merchants", merchants));
        if (merchants.isEmpty()) {
            throw new ConfigException("merchants must name at least one");
        }
        webhooks = webhooks == null ? new Webhooks(false, 15_000, 64) : webhooks;
        gracefulStopMs = range("graceful_stop_ms", gracefulStopMs, 10_000, 0, 60_000);
        stopNoticeMs = range("stop_notice_ms", stopNoticeMs, seeds.size() > 1 ? 2_000 : 0, 0, 60_000);
        // One person may take a sick bank out at dawn; whoever would move most of the traffic asks another.
        approvalAbovePercent = range("approval_above_percent", approvalAbovePercent, 50, 0, 100);
    }

    /** Where the cluster port and the working set listen. */
    String clusterAddress() {
        return clusterHost == null ? bindHost : clusterHost;
    }

    /** This node's part of the trace numbers: as configured, else its place among the seeds, else all of them. */
    StanPartition ownStans() {
        if (stanPartition != null) {
            return stanPartition;
        }
        int place = seeds.indexOf(clusterAddress() + ":" + ports.cluster());
        if (place < 0 && seeds.size() > 1) {
            throw new ConfigException("stan_partition is needed: this node is not in its list of seeds");
        }
        return place < 0 ? StanPartition.ALL : new StanPartition(place, seeds.size());
    }

    NodeConfig withChannels(String other) {
        return new NodeConfig(
                name,
                dataDir,
                bindHost,
                clusterHost,
                ports,
                seeds,
                stanPartition,
                journal,
                publicUrls,
                other,
                vaultKeys,
                createVaultKeys,
                cashierSecret,
                merchants,
                webhooks,
                gracefulStopMs,
                stopNoticeMs,
                approvalAbovePercent);
    }

    /** TCP ports; 0 lets the system choose (tests). */
    record Ports(Integer api, Integer callbacks, Integer operations, Integer cluster, Integer workingSet) {
        Ports {
            api = range("ports.api", api, 8080, 0, 65_535);
            callbacks = range("ports.callbacks", callbacks, 8081, 0, 65_535);
            operations = range("ports.operations", operations, 8082, 0, 65_535);
            cluster = range("ports.cluster", cluster, 25_520, 0, 65_535);
            workingSet = range("ports.working_set", workingSet, 5_701, 1, 65_535);
        }
    }

    /** @param api base of cashier links and of the merchant API; {@code callbacks} base of the callbacks that banks make */
    record PublicUrls(String api, String callbacks) {
        PublicUrls {
            api = required("public_urls.api", api);
            callbacks = required("public_urls.callbacks", callbacks);
        }
    }

    /**
     * One of several equal parts of the trace numbers (ISO 8583 field 11): two nodes never give out the same number.
     *
     * @param index 0 … of − 1
     * @param of how many parts, 1 … 64; the same on all nodes that share terminals
     */
    record StanPartition(Integer index, Integer of) {
        static final StanPartition ALL = new StanPartition(0, 1);

        StanPartition {
            of = range("stan_partition.of", required("stan_partition.of", of), 1, 1, 64);
            index = range("stan_partition.index", required("stan_partition.index", index), 0, 0, of - 1);
        }
    }

    /**
     * @param apiKey the merchant's API key by reference ({@code file:PATH} or {@code env:NAME}); kept hashed
     * @param webhookSecrets by reference; several while a secret is rotated, all of them sign
     * @param notifyUrl where webhooks go when a payment names no URL; null: nowhere
     */
    record Merchant(
            String id,
            String name,
            String apiKey,
            List<String> webhookSecrets,
            @Nullable String notifyUrl) {
        Merchant {
            id = required("merchants[].id", id);
            name = name == null ? id : name;
            apiKey = required("merchants[].api_key", apiKey);
            webhookSecrets = List.copyOf(required("merchants[].webhook_secrets", webhookSecrets));
        }
    }

    /**
     * @param allowPrivateNetworks whether webhooks may go to private addresses: only for demos and tests
     * @param timeoutMs how long a merchant may take, 1,000 … 30,000 (Standard Webhooks: 15 to 30 s)
     * @param perHostMax webhooks under way to one host at once: a slow merchant fills only its own
     */
    record Webhooks(Boolean allowPrivateNetworks, Integer timeoutMs, Integer perHostMax) {
        Webhooks {
            allowPrivateNetworks = Boolean.TRUE.equals(allowPrivateNetworks);
            timeoutMs = range("webhooks.timeout_ms", timeoutMs, 15_000, 1_000, 30_000);
            perHostMax = range("webhooks.per_host_max", perHostMax, 64, 1, 10_000);
        }
    }

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new ConfigException(field + " is missing");
        }
        return value;
    }

    static int range(String field, @Nullable Integer value, int byDefault, int min, int max) {
        int number = value == null ? byDefault : value;
        if (number < min || number > max) {
            throw new ConfigException(field + " must be " + min + " … " + max + ": " + number);
        }
        return number;
    }
}
