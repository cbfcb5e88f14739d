package io.everswitch.chaos.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** M10: reads every byte that a demo wrote, and every answer it gave, for the secrets that went in. */
@Timeout(180)
class SecretsStaySealedTest {
    private static final String CARD = "4000056655665556";
    private static final String DECLINED_CARD = "5200828282828210";
    private static final String REFUSED_CARD = "4000056655665557";
    private static final String ACCOUNT = "62226017239485061";
    private static final String CVC = "9174";
    private static final String MARKER = "plain-text-marker-71";

    @Test
    void everyByteWritten_holdsNoCardNumberCvcOrKey(@TempDir Path root) throws IOException, InterruptedException {
        List<Path> files;
        String answers;
        String webhookSecret;
        try (TestDemo demo = TestDemo.start(root)) {
            demo.create(MARKER, 1200, MARKER);
            demo.pay(1200, TestDemo.card(CARD, CVC));
            demo.pay(1251, TestDemo.card(DECLINED_CARD, CVC));
            demo.pay(1268, TestDemo.card(CARD, CVC));
            demo.pay(1269, TestDemo.account(ACCOUNT));
            demo.pay(1200, TestDemo.account(ACCOUNT));
            // Refused for its check digit: the answer must not quote it.
            demo.pay(1200, TestDemo.card(REFUSED_CARD, CVC));
            demo.demo().kill("node-1");
            demo.demo().start("node-1");
            answers = demo.answers()
                    + text(demo.demo().operationsUrl("node-1") + "/metrics")
                    + text(demo.ports().shopUrl() + "/received")
                    + text(demo.ports().bankUrl() + "/ledger")
                    + text(demo.ports().bankUrl() + "/channels");
            webhookSecret = text(demo.ports().shopUrl() + "/webhook-secret").strip();
        }
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        List<String> found = new ArrayList<>();
        int markers = 0;
        for (Path file : files) {
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            markers += bytes.contains(MARKER) ? 1 : 0;
            found.addAll(secretsIn(bytes, root.relativize(file).toString(), webhookSecret));
        }
        found.addAll(secretsIn(answers, "(answers)", webhookSecret));
        assertEquals(List.of(), found);
        // The search itself works: what is not secret is found in the journal.
        assertTrue(markers > 0, "the journal must hold the order id in clear");
    }

    private static List<String> secretsIn(String text, String where, String webhookSecret) {
        List<String> found = new ArrayList<>();
        for (String number : List.of(CARD, DECLINED_CARD, REFUSED_CARD, ACCOUNT)) {
            if (text.contains(number)) {
                found.add(where + ": a number ending in " + number.substring(number.length() - 4));
            }
        }
        // Four digits alone would be found by chance: look for them as CBOR text, JSON text and private data of ISO
        // 8583.
        for (String form : List.of("d" + CVC, '"' + CVC + '"', "02004" + CVC, "cvc=" + CVC)) {
            if (text.contains(form)) {
                found.add(where + ": a CVC");
            }
        }
        boolean mayHoldKeys = where.contains("state/webhook.secret") || where.contains("state/merchant.key");
        if (!mayHoldKeys && text.contains(webhookSecret)) {
            found.add(where + ": the webhook secret");
        }
        return found;
    }

    private static String text(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
