package io.everswitch.node.boot;

import io.everswitch.cashier.notify.NotifyUrlRules;
import io.everswitch.cashier.notify.WebhookLimits;
import io.everswitch.cashier.notify.WebhookSender;
import io.everswitch.cashier.notify.WebhookSenderConfig;
import io.everswitch.cashier.page.CashierPages;
import io.everswitch.channel.AdapterSettings;
import io.everswitch.channel.ChannelAdapters;
import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.CatalogSource;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.iso8583.StanPart;
import io.everswitch.domain.payment.PaymentPolicy;
import io.everswitch.domain.port.Vault;
import io.everswitch.journal.JournalExtension;
import io.everswitch.node.cluster.HandOffs;
import io.everswitch.node.control.LiveCatalog;
import io.everswitch.node.control.LiveDegradations;
import io.everswitch.node.control.LiveHealth;
import io.everswitch.node.control.LiveLimits;
import io.everswitch.node.control.LiveRetries;
import io.everswitch.node.control.LiveRouting;
import io.everswitch.node.control.LiveRules;
import io.everswitch.node.control.LiveStrategy;
import io.everswitch.node.control.SettingsSchema;
import io.everswitch.node.entity.BankAndMerchantEffects;
import io.everswitch.node.entity.BankAnswersToPayments;
import io.everswitch.node.entity.EntitySettings;
import io.everswitch.node.entity.EntityTools;
import io.everswitch.node.entity.PaymentSharding;
import io.everswitch.node.entity.ShardedPayments;
import io.everswitch.node.entity.Sweeper;
import io.everswitch.node.health.HealthGossip;
import io.everswitch.node.http.CashierLinks;
import io.everswitch.node.http.CashierTokens;
import io.everswitch.node.http.HttpEdges;
import io.everswitch.node.http.HttpEdgesDependencies;
import io.everswitch.node.http.HttpEdgesSettings;
import io.everswitch.node.http.Merchants;
import io.everswitch.node.http.PaymentJson;
import io.everswitch.node.http.WebhookJson;
import io.everswitch.node.limits.AttemptLimits;
import io.everswitch.node.limits.RetryBudget;
import io.everswitch.node.notify.WebhookNotifier;
import io.everswitch.node.settings.Settings;
import io.everswitch.node.settings.SettingsBoard;
import io.everswitch.node.vault.AesGcmVault;
import io.everswitch.node.vault.CardFingerprint;
import io.everswitch.node.vault.VaultKeyException;
import io.everswitch.node.vault.VaultKeys;
import io.everswitch.routing.health.HealthView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the switch, put together: every part is made here and handed what it needs, and taken down in the reverse
 * order. Starting blocks until the node serves.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** How long a payment may take to answer a command: longer than the journal's slowest honest fsync. */
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);

    /** How long a payment waits for its payer if its merchant does not say. */
    private static final Duration EXPIRES_IN = Duration.ofHours(1);

    private final NodeConfig config;
    private final Clock clock = Clock.systemUTC();

    private Node(NodeConfig config) {
        this.config = config;
    }

    static void start(NodeConfig config) throws IOException {
        new Node(config).start();
    }

    private void start() throws IOException {
        CatalogSource source = catalog();
        ChannelCatalog catalog = source.catalog();
        VaultKeys keys = vaultKeys();
        Vault vault = new AesGcmVault(keys);
        Merchants merchants = ConfiguredMerchants.of(config);
        CashierLinks links = cashierLinks();
        Path dataDir = Files.createDirectories(Path.of(config.dataDir()));

        ActorSystem<Guardian.Command> system = Guardian.start(config, dataDir);
        try {
            JournalExtension journal = JournalExtension.get(system);
            Telemetry telemetry = new Telemetry(catalog, journal, clock);
            journal.metrics(telemetry.journal());

            BankAnswersToPayments bankAnswers = new BankAnswersToPayments(system, ASK_TIMEOUT);
            ChannelAdapters channels = ChannelAdapters.open(
                    catalog,
                    vault,
                    bankAnswers,
                    AdapterSettings.of(config.publicUrls().callbacks())
                            .withMetrics(telemetry.channels())
                            .withStans(new StanPart(
                                    config.ownStans().index(), config.ownStans().of())),
                    clock);
            telemetry.watch(channels);
            WebhookSender sender = new WebhookSender(senderConfig());
            WebhookNotifier notifier = new WebhookNotifier(
                    sender, new WebhookJson(new PaymentJson(links)), merchants, clock, telemetry.notifications());
            LiveRetries liveRetries = new LiveRetries();
            RetryBudget retries = RetryBudget.on(journal, liveRetries::of, clock);
            LiveLimits liveLimits = new LiveLimits(catalog);
            AttemptLimits limits = new AttemptLimits(liveLimits::standing, telemetry.limits(), clock);
            BankAndMerchantEffects effects = new BankAndMerchantEffects(channels, retries.then(limits), notifier);
            LiveCatalog live = new LiveCatalog(source);
            Supplier<HealthView> health = () -> telemetry.health().view(clock.instant());
            ServingNodes serving = ServingNodes.of(system);
            LiveDegradations degradations = new LiveDegradations(catalog);
            LiveRules rules = new LiveRules(catalog);
            LiveRouting routing = new LiveRouting(
                    live,
                    degradations,
                    rules,
                    catalog,
                    new LiveRouting.Surroundings(
                            id -> channels.get(id).status().up(),
                            health,
                            telemetry.successRates(),
                            serving,
                            clock,
                            config.name()));
            SettingsBoard board = new SettingsBoard();
            board.listen(routing);
            // After routing, which has read the catalog with the settings over it.
            board.listen(view -> channels.become(routing.catalog()));
            board.listen(liveLimits);
            board.listen(liveRetries);
            LiveHealth liveHealth = new LiveHealth(catalog, telemetry.health()::become);
            board.listen(liveHealth);
            SettingsSchema schema = new SettingsSchema(Map.of(
                    LiveCatalog.CHANNELS, live,
                    LiveDegradations.DEGRADATIONS, degradations,
                    LiveLimits.LIMITS, liveLimits,
                    LiveRetries.RETRIES, liveRetries,
                    LiveStrategy.ROUTING, new LiveStrategy(),
                    LiveRules.RULES, rules,
                    LiveHealth.HEALTH, liveHealth));
            NodeControl control = new NodeControl(
                    board,
                    schema,
                    routing,
                    new NodeControl.Watched(channels, telemetry),
                    config.approvalAbovePercent());
            EntityTools tools = new EntityTools(
                    channels,
                    routing,
                    PaymentPolicy.DEFAULT,
                    effects,
                    telemetry.entities(limits, retries),
                    EntitySettings.DEFAULT,
                    clock);
            ShardedPayments payments = new ShardedPayments(system, clock, ASK_TIMEOUT);
            NodeOperations operations = new NodeOperations(system, journal, telemetry);
            // The ports are open before the node serves, so that whoever asks is told why it does not yet.
            HttpEdges edges = bind(
                    system,
                    new HttpEdgesDependencies(
                            payments,
                            merchants,
                            new HttpEdgesDependencies.Checkout(
                                    vault,
                                    new CardFingerprint(keys),
                                    new Banks(catalog, routing),
                                    urlRules()::check,
                                    links,
                                    new CashierPages(),
                                    EXPIRES_IN),
                            new JournalIdempotency(journal, clock),
                            cashierSecret(),
                            channels.callbackReceiver()::receive,
                            operations,
                            control,
                            new NodeLimits(liveLimits, limits),
                            telemetry.http(),
                            clock));
            new GracefulStop(config, operations, edges, effects, channels, sender).register(system);
            channels.start();
            Guardian.awaitUp(system);
            HealthGossip.start(system, telemetry.health(), serving, clock);
            // Payments move to this node as soon as it takes part in sharding: not before its journal can read them.
            Guardian.awaitJournal(system, journal);
            control.started(Settings.start(system, board, schema, clock));
            // A bank that was stopped stays stopped: nothing is sent anywhere before that is known.
            Guardian.awaitSettings(system, board);
            limits.start(system, payments);
            HandOffs.start(system);
            PaymentSharding.start(system, tools);
            system.tell(new Guardian.Sweep(Sweeper.Settings.DEFAULT, clock));
            operations.serving();
            JournalWatch.start(system, journal, operations, config.journal());
            LOG.info(
                    "node {} serves: API {}, callbacks {}, operations {}, {} channels of {} banks",
                    config.name(),
                    edges.merchantPort(),
                    edges.callbackPort(),
                    edges.operationsPort(),
                    catalog.channels().size(),
                    catalog.banks().size());
        } catch (RuntimeException e) {
            system.terminate();
            throw e;
        }
    }

    private CatalogSource catalog() throws IOException {
        try {
            return CatalogSource.load(Path.of(config.channels()));
        } catch (CatalogException e) {
            throw new ConfigException("channels: " + e.getMessage());
        }
    }

    private VaultKeys vaultKeys() {
        try {
            if (config.createVaultKeys() && !Files.exists(Path.of(config.vaultKeys()))) {
                return VaultKeys.createForDemo(Path.of(config.vaultKeys()));
            }
            return VaultKeys.load(config.vaultKeys());
        } catch (VaultKeyException e) {
            throw new ConfigException("vault_keys: " + e.getMessage());
        }
    }

    private CashierLinks cashierLinks() {
        return new CashierLinks(config.publicUrls().api(), new CashierTokens(cashierSecret()));
    }

    private byte[] cashierSecret() {
        return NodeConfigFile.secret("cashier_secret", config.cashierSecret()).getBytes(StandardCharsets.UTF_8);
    }

    private NotifyUrlRules urlRules() {
        return new NotifyUrlRules(config.webhooks().allowPrivateNetworks(), NotifyUrlRules.DEFAULT.ports());
    }

    private WebhookSenderConfig senderConfig() {
        WebhookLimits byDefault = WebhookLimits.DEFAULT;
        WebhookLimits limits = new WebhookLimits(
                config.webhooks().perHostMax(),
                byDefault.waitingPerHostMax(),
                byDefault.waitMax(),
                byDefault.connectionsTotalMax(),
                byDefault.messagesTotalMax(),
                byDefault.responseBodyMaxBytes(),
                byDefault.retryAfterMax());
        return new WebhookSenderConfig(
                urlRules(),
                WebhookSenderConfig.DEFAULT.connectTimeout(),
                Duration.ofMillis(config.webhooks().timeoutMs()),
                limits);
    }

    private HttpEdges bind(ActorSystem<?> system, HttpEdgesDependencies dependencies) {
        NodeConfig.Ports ports = config.ports();
        HttpEdgesSettings settings = HttpEdgesSettings.on(
                new HttpEdgesSettings.Ports(config.bindHost(), ports.api(), ports.callbacks(), ports.operations()));
        try {
            return HttpEdges.bind(system, settings, dependencies)
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ConfigException("ports: cannot listen on " + config.bindHost() + " " + ports.api() + ", "
                    + ports.callbacks() + ", " + ports.operations() + ": " + cause.getMessage());
        }
    }
}
