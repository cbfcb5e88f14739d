package io.everswitch.chaos.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A switch's side of the HTTP family, written from the page, with a receiver of callbacks. */
final class TestHttpClient implements AutoCloseable {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String channel;
    private final String secret;
    private final HttpServer receiver;
    final List<JsonNode> callbacks = new CopyOnWriteArrayList<>();
    final List<String> wrongSignatures = new CopyOnWriteArrayList<>();
    /** So many callbacks are answered 503 first. */
    final AtomicInteger refuse = new AtomicInteger();

    TestHttpClient(int port, String channel, String secret) throws IOException {
        this.base = "http://127.0.0.1:" + port + "/" + channel;
        this.channel = channel;
        this.secret = secret;
        this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/callbacks/" + channel, exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String timestamp = exchange.getRequestHeaders().getFirst("X-Timestamp");
            String signature = exchange.getRequestHeaders().getFirst("X-Signature");
            String expected = sign(timestamp, new String(body, StandardCharsets.UTF_8));
            if (!expected.equals(signature)
                    || !channel.equals(exchange.getRequestHeaders().getFirst("X-Channel"))) {
                wrongSignatures.add(timestamp);
            }
            callbacks.add(MAPPER.readTree(body));
            exchange.sendResponseHeaders(refuse.getAndDecrement() > 0 ? 503 : 200, -1);
            exchange.close();
        });
        receiver.start();
    }

    String callbackUrl() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/callbacks/" + channel;
    }

    String charge(String reference, long amount) {
        return """
                {"reference":"%s","amount":%d,"currency":"CNY","method":"card","card":{"number":"4111111111111111",\
                "exp_month":12,"exp_year":2030,"cvc":"123"},"description":"a book","callback_url":"%s"}""".formatted(reference, amount, callbackUrl());
    }

    String chargeAtOnce(String reference, long amount) {
        return """
                {"reference":"%s","amount":%d,"currency":"CNY","method":"bank_account","account":{"number":"6222000011"},\
                "description":""}""".formatted(reference, amount);
    }

    static String money(String reference, long amount) {
        return "{\"reference\":\"%s\",\"amount\":%d,\"currency\":\"CNY\"}".formatted(reference, amount);
    }

    static String refund(String reference, String original, long amount) {
        return """
                {"reference":"%s","original_reference":"%s","original_bank_reference":"","amount":%d,"currency":"CNY"}""".formatted(reference, original, amount);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return post(path, body, String.valueOf(System.currentTimeMillis() / 1000), secret);
    }

    HttpResponse<String> post(String path, String body, String timestamp, String key)
            throws IOException, InterruptedException {
        HttpRequest request = request(path, timestamp, sign(key, timestamp, body))
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        String timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        return http.send(
                request(path, timestamp, sign(timestamp, "/" + channel + path)).build(), BodyHandlers.ofString());
    }

    JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    private HttpRequest.Builder request(String path, String timestamp, String signature) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMillis(1_500))
                .header("Content-Type", "application/json")
                .header("X-Channel", channel)
                .header("X-Timestamp", timestamp)
                .header("X-Signature", signature);
    }

    private String sign(String timestamp, String signed) {
        return sign(secret, timestamp, signed);
    }

    static String sign(String key, String timestamp, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            StringBuilder hex = new StringBuilder();
            for (byte octet : mac.doFinal((timestamp + "." + signed).getBytes(StandardCharsets.UTF_8))) {
                hex.append("%02x".formatted(octet));
            }
            return hex.toString();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        receiver.stop(0);
    }
}
