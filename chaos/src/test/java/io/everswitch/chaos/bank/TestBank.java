package io.everswitch.chaos.bank;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A simulator with one bank of each form of each family, all on free ports, and its control port's client. */
final class TestBank implements AutoCloseable {
    static final String SECRET = "secret-of-web";
    static final String WEB = "web";
    static final String XML = "xml";
    static final String FORM_RSA = "form-rsa";
    static final String FORM_SM2 = "form-sm2";

    private static final List<SimulatedChannel> CHANNELS = List.of(
            iso("binary2-ascii", IsoWire.Framing.BINARY2, IsoWire.Form.ASCII),
            iso("binary2-binary", IsoWire.Framing.BINARY2, IsoWire.Form.BINARY),
            iso("binary2-tpdu-ascii", IsoWire.Framing.BINARY2_TPDU, IsoWire.Form.ASCII),
            iso("binary2-tpdu-binary", IsoWire.Framing.BINARY2_TPDU, IsoWire.Form.BINARY),
            iso("ascii4-ascii", IsoWire.Framing.ASCII4, IsoWire.Form.ASCII),
            iso("ascii4-binary", IsoWire.Framing.ASCII4, IsoWire.Form.BINARY),
            new SimulatedChannel(WEB, "127.0.0.1", 0, null, HttpWire.of("/web", SECRET)),
            new SimulatedChannel("web-2", "127.0.0.1", 0, null, HttpWire.of("/web-2", SECRET)),
            new SimulatedChannel(XML, "127.0.0.1", 0, null, HttpWire.of(HttpWire.Family.ISO20022, "/xml", SECRET)),
            form(FORM_RSA),
            form(FORM_SM2));

    private final HttpClient http = HttpClient.newHttpClient();
    final BankSimulator simulator;

    TestBank(Path directory) throws IOException {
        this(directory, Latency.NONE);
    }

    TestBank(Path directory, Latency latency) throws IOException {
        BankSettings settings = BankSettings.of(directory.resolve("books.jsonl"))
                .withAnyPorts()
                .withControlPort(0)
                .withLatency(latency)
                .withFirstRepeatMs(20);
        this.simulator = BankSimulator.start(settings, CHANNELS);
    }

    private static SimulatedChannel iso(String id, IsoWire.Framing framing, IsoWire.Form form) {
        return new SimulatedChannel(id, "127.0.0.1", 0, new IsoWire(framing, form), null);
    }

    private static SimulatedChannel form(String id) {
        return new SimulatedChannel(
                id, "127.0.0.1", 0, null, HttpWire.of("/" + id, new FormWire(DemoForms.section(id), Map.of())));
    }

    static List<String> isoChannels() {
        return CHANNELS.stream()
                .filter(channel -> channel.iso() != null)
                .map(SimulatedChannel::id)
                .toList();
    }

    TestIsoClient iso(String channel) throws IOException {
        return new TestIsoClient(
                        simulator.port(channel),
                        channel.substring(0, channel.lastIndexOf('-')),
                        channel.endsWith("-binary"))
                .signedOn();
    }

    TestHttpClient web() throws IOException {
        return new TestHttpClient(simulator.port(WEB), WEB, SECRET);
    }

    TestXmlClient xml() throws IOException {
        return new TestXmlClient(simulator.port(XML), XML, SECRET);
    }

    HttpResponse<String> control(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.controlPort() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    void behave(String channel, String behaviour) throws IOException, InterruptedException {
        HttpResponse<String> response = control("PUT", "/channels/" + channel + "/behaviour", behaviour);
        if (response.statusCode() != 200) {
            throw new IOException(response.body());
        }
    }

    /** The ledger as "kind reference amount". */
    List<String> ledger() throws IOException, InterruptedException {
        return ledger("");
    }

    List<String> ledger(String query) throws IOException, InterruptedException {
        List<String> lines =
                control("GET", "/ledger" + query, "").body().lines().toList();
        return lines.stream().map(TestBank::brief).toList();
    }

    private static String brief(String line) {
        try {
            JsonNode node = TestHttpClient.MAPPER.readTree(line);
            return node.get("kind").asText() + " " + node.get("reference").asText() + " "
                    + node.get("amount").asLong();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        simulator.close();
    }
}
