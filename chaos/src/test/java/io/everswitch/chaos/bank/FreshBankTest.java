package io.everswitch.chaos.bank;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import io.everswitch.channel.AdapterSettings;
import io.everswitch.channel.ChannelAdapters;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.domain.id.AttemptId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.id.WireReference;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Sealed;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.AttemptRequest;
import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.ChannelPort;
import io.everswitch.domain.port.QueryRequest;
import io.everswitch.domain.port.RefundAnswer;
import io.everswitch.domain.port.Vault;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bank that nobody knows, added by docs/adding-a-bank.md and by nothing else: its entry is the guide's own. */
@Timeout(60)
class FreshBankTest implements BankAnswers {
    private static final ChannelId CHANNEL = new ChannelId("willow-lake-card");
    private static final CardMeans CARD =
            new CardMeans(new Sealed("k", "6200000012345678"), "unionpay", "5678", 12, 2031);
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Random random = new Random(20_261_124);
    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private static String entry() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "adding-a-bank.md"));
        int start = guide.indexOf("```yaml\n") + 8;
        return "version: 1\n" + guide.substring(start, guide.indexOf("```", start));
    }

    @Test
    void entryOfTheGuide_isAValidRealBankThatTakesNothingYet() throws Exception {
        ChannelEntry entry = ChannelCatalog.parse(entry(), "guide").channels().get(0);
        assertTrue(entry.realBank());
        assertFalse(entry.enabled());
        assertEquals(0, entry.weight());
    }

    /** The entry as the guide says it is tried: at the simulator, with a key of our own. */
    private String tried(int port) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
        generator.initialize(new ECGenParameterSpec("sm2p256v1"));
        byte[] own = generator.generateKeyPair().getPrivate().getEncoded();
        ObjectNode catalog = (ObjectNode) YAML.readTree(entry());
        ObjectNode channel = (ObjectNode) catalog.withArray("/channels").get(0);
        channel.put("real_bank", false).put("enabled", true).put("weight", 100).put("response_timeout_ms", 700);
        channel.withObject("/http").put("base_url", "http://127.0.0.1:" + port + "/{id}");
        channel.withObject("/form")
                .put("private_key", "demo:" + Base64.getEncoder().encodeToString(own))
                .put(
                        "bank_key",
                        "demo:"
                                + Files.readString(Path.of("demo", "form-bank-sm2.pub"))
                                        .replaceAll("-----[A-Z ]+-----|\\s", ""));
        return YAML.writeValueAsString(catalog);
    }

    @Test
    void freshBank_specialAmounts_endAsTheGuideSays() throws Exception {
        Path file = directory.resolve("channels.yaml");
        String first = tried(9080);
        Files.writeString(file, first);
        BankSettings settings = BankSettings.of(directory.resolve("books.jsonl"))
                .withAnyPorts()
                .withControlPort(0)
                .withLatency(Latency.NONE)
                .withFirstRepeatMs(20);
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (BankSimulator bank = BankSimulator.start(settings, CatalogChannels.load(file, Map.of()));
                ChannelAdapters adapters = ChannelAdapters.open(
                        ChannelCatalog.parse(first.replace(":9080/", ":" + bank.port(CHANNEL.value()) + "/"), "fresh"),
                        new OpenVault(),
                        this,
                        AdapterSettings.of(
                                "http://127.0.0.1:" + door.getAddress().getPort()),
                        Clock.systemUTC())) {
            door.createContext("/callbacks/" + CHANNEL, exchange -> {
                int status = adapters.callbackReceiver()
                        .receive(
                                CHANNEL.value(),
                                "",
                                "",
                                exchange.getRequestBody().readAllBytes())
                        .toCompletableFuture()
                        .join()
                        .httpStatus();
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            door.start();
            adapters.start();
            ChannelPort channel = adapters.get(CHANNEL);
            List<String> ends = new ArrayList<>();
            for (long amount : new long[] {1200, 1205, 1251, 1291, 1268, 1269, 1277}) {
                ends.add(amount + " " + end(channel, amount));
            }
            assertEquals(
                    List.of(
                            "1200 APPROVED 00",
                            "1205 DECLINED_RETRIABLE 30",
                            "1251 DECLINED_FINAL 64",
                            "1291 DECLINED_RETRIABLE 02",
                            "1268 APPROVED 00",
                            "1269 NOT_FOUND 34",
                            "1277 APPROVED 00"),
                    ends);
        } finally {
            door.stop(0);
        }
    }

    private String end(ChannelPort channel, long amount) throws Exception {
        Instant now = Instant.now();
        String reference = WireReference.of(new AttemptId(PaymentId.create(now, 7, 0, random), 1))
                .value();
        AttemptRequest request = new AttemptRequest(
                channel.allocate(reference, now),
                Money.of(amount, "CNY"),
                CARD,
                null,
                now.plusSeconds(3),
                "hat",
                false);
        if (get(channel.send(request)).kind() == AttemptAnswer.Kind.ACCEPTED) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> said.stream().anyMatch(answer -> answer.startsWith(reference)));
        }
        var asked = get(channel.query(new QueryRequest(request.ids(), request.amount(), "")));
        return asked.kind() + " " + asked.rawCode();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static final class OpenVault implements Vault {
        @Override
        public Sealed seal(String secret) {
            return new Sealed("k", secret);
        }

        @Override
        public String open(Sealed sealed) {
            return sealed.box();
        }
    }

    @Override
    public CompletionStage<Boolean> attemptAnswered(ChannelId from, String reference, AttemptAnswer answer) {
        said.add(reference + " " + answer.kind());
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<Boolean> refundAnswered(ChannelId from, String reference, RefundAnswer answer) {
        return CompletableFuture.completedFuture(true);
    }
}
