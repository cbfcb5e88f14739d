package io.everswitch.channel.form;

import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.http.RawHttpServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The scripted bank of this family, written from the page: answers at once, or accepts and notifies. Its notifications go
 * straight into a receiver instead of over a socket. Thread-safe.
 */
final class ScriptedFormBank implements ScriptedBank {
    static final String CHANNEL = "contract-1";
    private static final Set<String> MEANS =
            Set.of("01 4929123456781234 3112 7391", "02 6228480012345678901 null null");

    private final Map<String, Map<String, String>> books = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> refunds = new ConcurrentHashMap<>();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final AtomicInteger chargeRequests = new AtomicInteger();
    private final List<String> badRequests = new CopyOnWriteArrayList<>();
    private final boolean callsBack;
    private final BankForm forms;
    private final Consumer<String> callbacks;
    private final RawHttpServer server;
    private volatile boolean refuseRefunds;
    private volatile Script script = Script.APPROVE;
    private volatile UnaryOperator<String> tampering = UnaryOperator.identity();

    /** @param callsBack whether payments are accepted first and told by notification */
    ScriptedFormBank(boolean callsBack, BankForm forms, Consumer<String> callbacks) throws IOException {
        this.callsBack = callsBack;
        this.forms = forms;
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

    /** What happens to every signed answer on its way, from now on. */
    void tamper(UnaryOperator<String> how) {
        tampering = how;
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
        Map<String, String> payment = books.get(reference);
        return payment != null && "S".equals(payment.get("txnState")) ? 1 : 0;
    }

    @Override
    public int refunded(String reference) {
        return refunds.containsKey(reference) ? 1 : 0;
    }

    @Override
    public void sayNow(String reference) {
        Map<String, String> payment = books.get(reference);
        if (payment == null) {
            throw new IllegalStateException("no such payment");
        }
        callbacks.accept(forms.signed(payment));
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

    private boolean handle(RawHttpServer.Request request, Socket socket) throws IOException {
        if (request.path.equals("/" + CHANNEL + "/health")) {
            return plain(socket, 200);
        }
        if (!request.header("content-type").startsWith("application/x-www-form-urlencoded")) {
            badRequests.add(request.path + " is no form");
            return plain(socket, 415);
        }
        Map<String, String> fields = BankForm.fields(request.text());
        if (!forms.isHouses(fields)) {
            badRequests.add(request.path + " is not signed as the page says");
            return plain(socket, 401);
        }
        boolean common = "5.1.0".equals(fields.get("version"))
                && "UTF-8".equals(fields.get("encoding"))
                && "HOUSE42".equals(fields.get("merId"))
                && fields.getOrDefault("txnTime", "").matches("20[0-9]{12}")
                && fields.getOrDefault("reqReserved", "").matches("[0-9a-f]{16}");
        boolean query = fields.getOrDefault("txnType", "").equals("00");
        if (!common || !request.path.equals("/" + CHANNEL + (query ? "/queryTrans" : "/backTrans"))) {
            badRequests.add(request.path + " is not as the page says: " + fields.keySet());
            return plain(socket, 400);
        }
        return switch (fields.getOrDefault("txnType", "")) {
            case "00" -> query(socket, fields);
            case "01" -> consume(socket, fields);
            case "04" -> refund(socket, fields);
            case "99" -> reverse(socket, fields);
            default -> {
                badRequests.add("no type of the page");
                yield plain(socket, 400);
            }
        };
    }

    private static Map<String, String> answer(Map<String, String> request, String respCode) {
        Map<String, String> answer = new TreeMap<>();
        for (String name : List.of("version", "encoding", "merId", "txnType", "orderId", "txnTime", "reqReserved")) {
            answer.put(name, String.valueOf(request.get(name)));
        }
        answer.put("respCode", respCode);
        answer.put("respMsg", "说明 = text");
        return answer;
    }

    private boolean consume(Socket socket, Map<String, String> fields) throws IOException {
        chargeRequests.incrementAndGet();
        String reference = String.valueOf(fields.get("orderId"));
        String means = fields.get("accType") + " " + fields.get("accNo") + " " + fields.get("expired") + " "
                + fields.get("cvn2");
        if (!MEANS.contains(means)
                || !"two tickets".equals(fields.get("orderDesc"))
                || !String.valueOf(fields.get("backUrl")).endsWith("/callbacks/" + CHANNEL)
                || !"156".equals(fields.get("currencyCode"))) {
            badRequests.add("payment is not as the page says");
        }
        Script now = script;
        String code = switch (now) {
            case DECLINE_FINAL -> "64";
            case DECLINE_RETRIABLE -> "30";
            case ODD_CODE -> "X9";
            case APPROVE, SILENT, TWICE, WRONG_AMOUNT, GARBAGE, RESET_MID_ANSWER, CLOSE_UNANSWERED -> "00";
        };
        long amount = Long.parseLong(String.valueOf(fields.get("txnAmt"))) - (now == Script.WRONG_AMOUNT ? 1 : 0);
        Map<String, String> payment = answer(fields, "00");
        payment.put("queryId", "Q" + reference);
        payment.put("txnAmt", Long.toString(amount));
        payment.put("currencyCode", "156");
        payment.put("txnState", code.equals("00") ? "S" : "F");
        payment.put("origRespCode", code);
        if (barred.contains(reference) || books.putIfAbsent(reference, payment) != null) {
            return write(socket, answer(fields, "12"));
        }
        return switch (now) {
            case SILENT -> true;
            case GARBAGE -> raw(socket, "a=%zz&&=");
            case CLOSE_UNANSWERED -> false;
            case RESET_MID_ANSWER -> reset(socket, RawHttpServer.answer(200, forms.signed(payment)));
            case APPROVE, DECLINE_FINAL, DECLINE_RETRIABLE, ODD_CODE, TWICE, WRONG_AMOUNT ->
                tell(socket, fields, payment, now == Script.TWICE);
        };
    }

    private boolean tell(Socket socket, Map<String, String> fields, Map<String, String> payment, boolean twice)
            throws IOException {
        Map<String, String> first = payment;
        if (callsBack) {
            first = answer(fields, "00");
            first.put("txnState", "P");
        }
        boolean goOn = write(socket, first);
        for (int times = (callsBack ? 1 : 0) + (twice ? 1 : 0); times > 0; times--) {
            callbacks.accept(forms.signed(payment));
        }
        return goOn;
    }

    private boolean isThatOrder(Map<String, String> payment, Map<String, String> fields, String timeField) {
        boolean same = String.valueOf(payment.get("txnTime")).equals(fields.get(timeField));
        if (!same) {
            badRequests.add("an order is named with another time than it came with");
        }
        return same;
    }

    private boolean query(Socket socket, Map<String, String> fields) throws IOException {
        Map<String, String> payment = books.get(fields.get("orderId"));
        if (payment == null || !isThatOrder(payment, fields, "txnTime")) {
            return write(socket, answer(fields, "34"));
        }
        Map<String, String> answer = new TreeMap<>(payment);
        answer.putAll(answer(fields, "00"));
        return write(socket, answer);
    }

    private boolean reverse(Socket socket, Map<String, String> fields) throws IOException {
        String reference = String.valueOf(fields.get("orderId"));
        Map<String, String> payment = books.get(reference);
        if (payment == null || !isThatOrder(payment, fields, "txnTime")) {
            barred.add(reference);
            return write(socket, answer(fields, "34"));
        }
        if (!String.valueOf(payment.get("txnAmt")).equals(fields.get("txnAmt"))) {
            badRequests.add("reversal of another amount");
        }
        Map<String, String> undone = new TreeMap<>(payment);
        undone.put("txnState", "R");
        books.put(reference, undone);
        return write(socket, answer(fields, "00"));
    }

    private boolean refund(Socket socket, Map<String, String> fields) throws IOException {
        String refund = String.valueOf(fields.get("orderId"));
        Map<String, String> payment = books.get(fields.get("origOrderId"));
        if (payment == null || !isThatOrder(payment, fields, "origTxnTime")) {
            badRequests.add("refund of an unknown payment");
            return plain(socket, 400);
        }
        if (!String.valueOf(payment.get("queryId")).equals(fields.get("origQryId")) || fields.containsKey("accNo")) {
            badRequests.add("a refund names another payment, or an account");
        }
        if (refuseRefunds && !refunds.containsKey(refund)) {
            return write(socket, answer(fields, "35"));
        }
        Map<String, String> done = answer(fields, "00");
        done.put("queryId", "Q" + refund);
        done.put("txnAmt", String.valueOf(fields.get("txnAmt")));
        done.put("currencyCode", "156");
        refunds.putIfAbsent(refund, done);
        return write(socket, done);
    }

    private boolean write(Socket socket, Map<String, String> answer) throws IOException {
        return raw(socket, tampering.apply(forms.signed(answer)));
    }

    private static boolean raw(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write(RawHttpServer.answer(200, answer));
        return true;
    }

    private static boolean plain(Socket socket, int status) throws IOException {
        socket.getOutputStream().write(RawHttpServer.answer(status, ""));
        return true;
    }

    private static boolean reset(Socket socket, byte[] answer) throws IOException {
        socket.getOutputStream().write(answer, 0, answer.length - 20);
        socket.getOutputStream().flush();
        socket.setSoLinger(true, 0);
        return false;
    }

    /** A text that the wire cannot spoil: what the bank said, as it said it. */
    static byte[] bytes(String form) {
        return form.getBytes(StandardCharsets.US_ASCII);
    }
}
