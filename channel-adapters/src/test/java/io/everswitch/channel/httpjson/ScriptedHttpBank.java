package io.everswitch.channel.httpjson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.http.RawHttpServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The scripted bank of this family, written from the page: answers at once, or accepts and calls back. Its callbacks go
 * straight into a receiver instead of over a socket. Thread-safe.
 */
final class ScriptedHttpBank implements ScriptedBank {
    static final String SECRET = "hush-hush-contract-1";
    static final String CHANNEL = "contract-1";

    /** A callback as it would be on the wire. */
    record Callback(String timestamp, String signature, String body) {}

    private record Charge(String reference, long amount, String currency, String status, String code) {
        String json() {
            return ("{\"reference\":\"%s\",\"bank_reference\":\"B%s\",\"status\":\"%s\",\"code\":\"%s\",\"amount\":%d,"
                            + "\"currency\":\"%s\"}")
                    .formatted(reference, reference.substring(20), status, code, amount, currency);
        }
    }

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Charge> books = new ConcurrentHashMap<>();
    private final Map<String, String> refunds = new ConcurrentHashMap<>();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final AtomicInteger chargeRequests = new AtomicInteger();
    private final List<String> badRequests = new CopyOnWriteArrayList<>();
    private final boolean callsBack;
    private final Consumer<Callback> callbacks;
    private final RawHttpServer server;
    private volatile boolean refuseRefunds;
    private volatile Script script = Script.APPROVE;

    /** @param callsBack whether charges are accepted first and told by callback */
    ScriptedHttpBank(boolean callsBack, Consumer<Callback> callbacks) throws IOException {
        this.callsBack = callsBack;
        this.callbacks = callbacks;
        this.server = new RawHttpServer(this::handle);
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.port() + "/" + CHANNEL;
    }

    /** What the bank did not like about requests: must be empty. */
    List<String> badRequests() {
        return badRequests;
    }

    @Override
    public void charges(Script next) {
        script = next;
    }

    @Override
    public void refuseRefunds(boolean refuse) {
        refuseRefunds = refuse;
    }

    @Override
    public int chargeRequests() {
        return chargeRequests.get();
    }

    @Override
    public int booked(String reference) {
        Charge charge = books.get(reference);
        return charge != null && charge.status().equals("approved") ? 1 : 0;
    }

    @Override
    public int refunded(String reference) {
        return refunds.containsKey(reference) ? 1 : 0;
    }

    @Override
    public void sayNow(String reference) {
        Charge charge = books.get(reference);
        if (charge == null) {
            throw new IllegalStateException("no such charge");
        }
        callBack(charge.json());
    }

    @Override
    public void goDown() throws IOException {
        server.goDown();
    }

    @Override
    public void comeBack() throws IOException {
        server.comeBack();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void callBack(String body) {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        callbacks.accept(new Callback(timestamp, sign(timestamp, body), body));
    }

    /** Written anew from the page, so that both sides agree with it and not with each other. */
    static String sign(String timestamp, String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((timestamp + "." + signed).getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean handle(RawHttpServer.Request request, Socket socket) throws IOException {
        String signed = request.method.equals("GET") ? request.path : request.text();
        boolean genuine = request.header("x-channel").equals(CHANNEL)
                && sign(request.header("x-timestamp"), signed).equals(request.header("x-signature"));
        if (!genuine) {
            badRequests.add(request.method + " " + request.path + " is not signed as the page says");
            return write(socket, 401, "{}");
        }
        String path = request.path.substring(CHANNEL.length() + 1);
        if (path.equals("/health")) {
            return write(socket, 200, "{\"status\":\"up\"}");
        }
        if (request.method.equals("GET")) {
            return query(socket, path.substring("/charges/".length()));
        }
        JsonNode body = mapper.readTree(request.body);
        if (path.equals("/charges")) {
            return charge(socket, body);
        }
        return path.equals("/refunds") ? refund(socket, body) : reverse(socket, path, body);
    }

    private boolean query(Socket socket, String reference) throws IOException {
        Charge charge = books.get(reference);
        return charge == null ? write(socket, 404, "{\"code\":\"not_found\"}") : write(socket, 200, charge.json());
    }

    private boolean charge(Socket socket, JsonNode body) throws IOException {
        chargeRequests.incrementAndGet();
        String reference = body.path("reference").asText();
        checkCharge(body);
        if (barred.contains(reference) || books.containsKey(reference)) {
            return write(socket, 409, "{\"code\":\"94\",\"message\":\"known\"}");
        }
        Script now = script;
        long amount = body.path("amount").asLong() - (now == Script.WRONG_AMOUNT ? 1 : 0);
        String code = switch (now) {
            case DECLINE_FINAL -> "51";
            case DECLINE_RETRIABLE -> "05";
            case ODD_CODE -> "Z9";
            default -> "00";
        };
        String status = code.equals("00") ? "approved" : "declined";
        Charge charge = new Charge(reference, amount, body.path("currency").asText(), status, code);
        books.put(reference, charge);
        return switch (now) {
            case SILENT -> true;
            case GARBAGE -> write(socket, 200, "<html>\u0000oops");
            case CLOSE_UNANSWERED -> false;
            case RESET_MID_ANSWER -> reset(socket, RawHttpServer.answer(200, charge.json()));
            default -> tell(socket, charge, now == Script.TWICE);
        };
    }

    private boolean tell(Socket socket, Charge charge, boolean twice) throws IOException {
        boolean goOn = callsBack
                ? write(
                        socket,
                        202,
                        "{\"reference\":\"" + charge.reference()
                                + "\",\"bank_reference\":\"B1\",\"status\":\"accepted\"}")
                : write(socket, 200, charge.json());
        if (callsBack || twice) {
            callBack(charge.json());
        }
        if (callsBack && twice) {
            callBack(charge.json());
        }
        return goOn;
    }

    private void checkCharge(JsonNode body) {
        boolean card = body.path("method").asText().equals("card");
        JsonNode number = body.path(card ? "card" : "account").path("number");
        boolean whole = number.asText().matches("[0-9]{12,19}")
                && body.path("callback_url").asText().endsWith("/callbacks/" + CHANNEL)
                && body.path("description").asText().equals("two tickets")
                && (!card || body.path("card").path("exp_year").asInt() == 2031)
                && (!card || body.path("card").path("cvc").asText().equals("7391"));
        if (!whole) {
            badRequests.add("charge is not as the page says");
        }
    }

    private boolean reverse(Socket socket, String path, JsonNode body) throws IOException {
        String reference = path.substring("/charges/".length(), path.length() - "/reversal".length());
        if (!body.path("reference").asText().equals(reference)) {
            badRequests.add("reversal of another reference than its path says");
        }
        Charge charge = books.get(reference);
        if (charge == null) {
            barred.add(reference);
            return write(socket, 404, "{\"code\":\"not_found\"}");
        }
        books.put(reference, new Charge(reference, charge.amount(), charge.currency(), "reversed", charge.code()));
        return write(socket, 200, "{\"status\":\"reversed\",\"code\":\"00\"}");
    }

    private boolean refund(Socket socket, JsonNode body) throws IOException {
        String reference = body.path("reference").asText();
        if (!books.containsKey(body.path("original_reference").asText())) {
            badRequests.add("refund of an unknown charge");
        }
        if (refuseRefunds && !refunds.containsKey(reference)) {
            return write(socket, 409, "{\"code\":\"57\"}");
        }
        Map<String, Object> answer = new HashMap<>();
        answer.put("reference", reference);
        answer.put("bank_reference", "R" + ThreadLocalRandom.current().nextInt(1_000_000));
        answer.put("status", "done");
        answer.put("code", "00");
        refunds.putIfAbsent(reference, mapper.writeValueAsString(answer));
        return write(socket, 200, refunds.getOrDefault(reference, ""));
    }

    private static boolean write(Socket socket, int status, String body) throws IOException {
        socket.getOutputStream().write(RawHttpServer.answer(status, body));
        return true;
    }

    private static boolean reset(Socket socket, byte[] answer) throws IOException {
        socket.getOutputStream().write(answer, 0, answer.length - 20);
        socket.getOutputStream().flush();
        socket.setSoLinger(true, 0);
        return false;
    }
}
