package io.everswitch.channel.iso20022;

import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.http.RawHttpServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The scripted bank of this family, written from the page: answers at once, or accepts and calls back. Its callbacks go
 * straight into a receiver instead of over a socket. It remembers the ids of every payment and holds later messages to them.
 * Thread-safe.
 */
final class ScriptedXmlBank implements ScriptedBank {
    static final String SECRET = "hush-hush-contract-2";
    static final String CHANNEL = "contract-1";

    /** A callback as it would be on the wire. */
    record Callback(String timestamp, String signature, String body) {}

    private final Map<String, ScriptedPayment> books = new ConcurrentHashMap<>();
    private final Map<String, String> refunds = new ConcurrentHashMap<>();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final AtomicInteger chargeRequests = new AtomicInteger();
    private final List<String> badRequests = new CopyOnWriteArrayList<>();
    private final boolean callsBack;
    private final Consumer<Callback> callbacks;
    private final RawHttpServer server;
    private volatile boolean refuseRefunds;
    private volatile boolean signs = true;
    private volatile Script script = Script.APPROVE;

    /** @param callsBack whether payments are accepted first and told by callback */
    ScriptedXmlBank(boolean callsBack, Consumer<Callback> callbacks) throws IOException {
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

    /** Whether answers are signed from now on. */
    void signs(boolean yes) {
        signs = yes;
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
        ScriptedPayment payment = books.get(reference);
        return payment != null && payment.status().equals("ACSC") ? 1 : 0;
    }

    @Override
    public int refunded(String reference) {
        return refunds.containsKey(reference) ? 1 : 0;
    }

    @Override
    public void sayNow(String reference) {
        ScriptedPayment payment = books.get(reference);
        if (payment == null) {
            throw new IllegalStateException("no such payment");
        }
        callBack(payment.report().text());
    }

    void callBack(String body) {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        callbacks.accept(new Callback(timestamp, sign(timestamp, body), body));
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
            return plain(socket, 401);
        }
        if (request.path.endsWith("/health")) {
            return plain(socket, 200);
        }
        if (!request.path.endsWith("/messages")
                || !request.header("content-type").startsWith("application/xml")) {
            badRequests.add(request.method + " " + request.path + " is no call of the page");
            return plain(socket, 404);
        }
        ReceivedXml xml = new ReceivedXml(request.text(), badRequests);
        return switch (xml.definition()) {
            case "pacs.008.001.08" -> pay(socket, xml, request.header("x-callback-url"));
            case "pacs.028.001.03" -> query(socket, xml);
            case "camt.056.001.08" -> cancel(socket, xml);
            case "pacs.004.001.09" -> refund(socket, xml);
            default -> {
                badRequests.add("no message of the page");
                yield plain(socket, 400);
            }
        };
    }

    private boolean pay(Socket socket, ReceivedXml xml, String callbackUrl) throws IOException {
        chargeRequests.incrementAndGet();
        String reference = xml.leaf("EndToEndId");
        String ids = xml.leaf("MsgId") + " " + xml.leaf("TxId") + " " + xml.leaf("UETR");
        if (!xml.text().contains("<DbtrAcct><Id><Othr><Id>6228480012345678901</Id></Othr></Id></DbtrAcct>")
                || !xml.leaf("Ustrd").equals("two tickets")
                || !callbackUrl.endsWith("/callbacks/" + CHANNEL)) {
            badRequests.add("payment is not as the page says");
        }
        Script now = script;
        String amount = xml.leaf("IntrBkSttlmAmt");
        if (now == Script.WRONG_AMOUNT) {
            amount = amount.replace(".45", ".44");
        }
        String reason = switch (now) {
            case DECLINE_FINAL -> "AM04";
            case DECLINE_RETRIABLE -> "MS03";
            case ODD_CODE -> "odd_9";
            case APPROVE, SILENT, TWICE, WRONG_AMOUNT, GARBAGE, RESET_MID_ANSWER, CLOSE_UNANSWERED -> "";
        };
        ScriptedPayment payment =
                new ScriptedPayment(reference, ids, amount, xml.currency(), reason.isEmpty() ? "ACSC" : "RJCT", reason);
        if (barred.contains(reference) || books.putIfAbsent(reference, payment) != null) {
            return write(socket, payment.named(BankXml.report("RJCT", "AM05")).withoutAmount());
        }
        return switch (now) {
            case SILENT -> true;
            case GARBAGE -> write(socket, "<Document xmlns=\"urn:\u0000oops");
            case CLOSE_UNANSWERED -> false;
            case RESET_MID_ANSWER -> reset(socket, signedAnswer(payment.report().text()));
            case APPROVE, DECLINE_FINAL, DECLINE_RETRIABLE, ODD_CODE, TWICE, WRONG_AMOUNT ->
                tell(socket, payment, now == Script.TWICE);
        };
    }

    private boolean tell(Socket socket, ScriptedPayment payment, boolean twice) throws IOException {
        String end = payment.report().text();
        boolean goOn = write(socket, callsBack ? payment.as("ACSP").report().text() : end);
        if (callsBack || twice) {
            callBack(end);
        }
        if (callsBack && twice) {
            callBack(end);
        }
        return goOn;
    }

    private boolean query(Socket socket, ReceivedXml xml) throws IOException {
        ScriptedPayment payment = books.get(xml.leaf("OrgnlEndToEndId"));
        if (payment == null) {
            return write(
                    socket,
                    unknown(xml, BankXml.report("RJCT", "NOOR"))
                            .withoutAmount()
                            .text()
                            .replace("<Cd>NOOR</Cd>", "<Prtry>NOOR</Prtry>"));
        }
        xml.checkOriginals(payment.ids());
        return write(socket, payment.report());
    }

    private BankXml unknown(ReceivedXml xml, BankXml answer) {
        return answer.about(xml.leaf("OrgnlEndToEndId"), xml.leaf("OrgnlUETR"));
    }

    private boolean cancel(Socket socket, ReceivedXml xml) throws IOException {
        String reference = xml.leaf("OrgnlEndToEndId");
        ScriptedPayment payment = books.get(reference);
        if (payment == null) {
            barred.add(reference);
            return write(socket, unknown(xml, BankXml.resolution("RJCR", "NOOR")));
        }
        xml.checkOriginals(payment.ids());
        if (!xml.leaf("OrgnlIntrBkSttlmAmt").equals(payment.amount())) {
            badRequests.add("cancellation of another amount");
        }
        books.put(reference, payment.as("CANC"));
        return write(socket, payment.named(BankXml.resolution("CNCL")));
    }

    private boolean refund(Socket socket, ReceivedXml xml) throws IOException {
        String refund = xml.leaf("RtrId");
        ScriptedPayment payment = books.get(xml.leaf("OrgnlEndToEndId"));
        if (payment == null) {
            badRequests.add("refund of an unknown payment");
            return plain(socket, 400);
        }
        xml.checkOriginals(payment.ids());
        if (xml.text().contains("Acct")) {
            badRequests.add("a refund names an account");
        }
        if (refuseRefunds && !refunds.containsKey(refund)) {
            return write(
                    socket,
                    aboutRefund(payment, BankXml.report("RJCT", "AG01"), xml).withoutAmount());
        }
        String done = aboutRefund(payment, BankXml.report("ACSC"), xml)
                .with("AMOUNT", xml.leaf("RtrdIntrBkSttlmAmt"))
                .with("CCY", xml.currency())
                .text();
        refunds.putIfAbsent(refund, done);
        return write(socket, refunds.getOrDefault(refund, ""));
    }

    private BankXml aboutRefund(ScriptedPayment payment, BankXml report, ReceivedXml xml) {
        return payment.named(report)
                .with("TX", xml.leaf("RtrId"))
                .with("MSG", xml.leaf("MsgId"))
                .with("NAME", "pacs.004.001.09");
    }

    private boolean write(Socket socket, BankXml answer) throws IOException {
        return write(socket, answer.text());
    }

    private boolean write(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write(signedAnswer(answer));
        return true;
    }

    private byte[] signedAnswer(String answer) {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        String signature = signs ? sign(timestamp, answer) : sign(timestamp, answer + " ");
        String fields = "Content-Type: application/xml\r\nX-Channel: " + CHANNEL + "\r\nX-Timestamp: " + timestamp
                + "\r\nX-Signature: " + signature + "\r\n";
        return RawHttpServer.answer(200, fields, answer);
    }

    private static boolean plain(Socket socket, int status) throws IOException {
        socket.getOutputStream().write(RawHttpServer.answer(status, "", ""));
        return true;
    }

    private static boolean reset(Socket socket, byte[] answer) throws IOException {
        socket.getOutputStream().write(answer, 0, answer.length - 20);
        socket.getOutputStream().flush();
        socket.setSoLinger(true, 0);
        return false;
    }
}
