package io.everswitch.chaos.bank;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A switch's side of the ISO 20022 family, written from the page as text, with a receiver of callbacks. */
final class TestXmlClient implements AutoCloseable {
    private static final String HEADER = "<CreDtTm>2026-11-22T15:23:10Z</CreDtTm>";
    private static final String AGENT = "<FinInstnId><BICFI>%s</BICFI></FinInstnId>";
    private static final String HOUSE = AGENT.formatted("EVSWCNBJ");
    private static final String BANK = AGENT.formatted("JADECNBJXXX");
    private static final String AGENTS = "<InstgAgt>" + HOUSE + "</InstgAgt><InstdAgt>" + BANK + "</InstdAgt>";
    static final String UETR = "da28d7d4-b295-408a-9d8d-af6b6f616f69";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String channel;
    private final String secret;
    private final HttpServer receiver;
    final List<String> callbacks = new CopyOnWriteArrayList<>();
    final List<String> wrongSignatures = new CopyOnWriteArrayList<>();

    TestXmlClient(int port, String channel, String secret) throws IOException {
        this.base = "http://127.0.0.1:" + port + "/" + channel;
        this.channel = channel;
        this.secret = secret;
        this.receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/callbacks/" + channel, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String timestamp = exchange.getRequestHeaders().getFirst("X-Timestamp");
            String signature = exchange.getRequestHeaders().getFirst("X-Signature");
            if (!TestHttpClient.sign(secret, timestamp, body).equals(signature)
                    || !"application/xml".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                wrongSignatures.add(timestamp);
            }
            callbacks.add(body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        receiver.start();
    }

    private static String document(String definition, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:"
                + definition + "\">" + content + "</Document>";
    }

    /** @param amount such as 12.34 */
    static String payment(String reference, String amount) {
        return document(
                "pacs.008.001.08",
                "<FIToFICstmrCdtTrf><GrpHdr><MsgId>CT" + reference + "</MsgId>" + HEADER
                        + "<NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf>" + AGENTS
                        + "</GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>" + reference + "</EndToEndId><TxId>TX" + reference
                        + "</TxId><UETR>" + UETR + "</UETR></PmtId><IntrBkSttlmAmt Ccy=\"CNY\">" + amount
                        + "</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-22</IntrBkSttlmDt><ChrgBr>SLEV</ChrgBr>"
                        + "<Dbtr><Nm>NOTPROVIDED</Nm></Dbtr>"
                        + "<DbtrAcct><Id><Othr><Id>6222001234567890</Id></Othr></Id></DbtrAcct><DbtrAgt>" + BANK
                        + "</DbtrAgt><CdtrAgt>" + HOUSE + "</CdtrAgt><Cdtr><Nm>Shop</Nm></Cdtr>"
                        + "<CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>"
                        + "<RmtInf><Ustrd>a book</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf>");
    }

    private static String originals(String reference) {
        return "<OrgnlGrpInf><OrgnlMsgId>CT" + reference + "</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>"
                + "</OrgnlGrpInf><OrgnlEndToEndId>" + reference + "</OrgnlEndToEndId><OrgnlTxId>TX" + reference
                + "</OrgnlTxId><OrgnlUETR>" + UETR + "</OrgnlUETR>";
    }

    static String query(String reference) {
        return document(
                "pacs.028.001.03",
                "<FIToFIPmtStsReq><GrpHdr><MsgId>SR" + reference + "</MsgId>" + HEADER + "</GrpHdr><TxInf><StsReqId>SR"
                        + reference + "</StsReqId>" + originals(reference) + "</TxInf></FIToFIPmtStsReq>");
    }

    static String cancellation(String reference, String amount) {
        return document(
                "camt.056.001.08",
                "<FIToFIPmtCxlReq><Assgnmt><Id>CA" + reference + "</Id><Assgnr><Agt>" + HOUSE
                        + "</Agt></Assgnr><Assgne><Agt>" + BANK + "</Agt></Assgne>" + HEADER + "</Assgnmt><Case><Id>CX"
                        + reference + "</Id><Cretr><Agt>" + HOUSE
                        + "</Agt></Cretr></Case><CtrlData><NbOfTxs>1</NbOfTxs></CtrlData><Undrlyg><TxInf><CxlId>CX"
                        + reference + "</CxlId>" + originals(reference) + "<OrgnlIntrBkSttlmAmt Ccy=\"CNY\">" + amount
                        + "</OrgnlIntrBkSttlmAmt><CxlRsnInf><Rsn><Cd>TECH</Cd></Rsn></CxlRsnInf></TxInf></Undrlyg>"
                        + "</FIToFIPmtCxlReq>");
    }

    static String refund(String refund, String reference, String amount) {
        return document(
                "pacs.004.001.09",
                "<PmtRtr><GrpHdr><MsgId>PR" + refund + "</MsgId>" + HEADER
                        + "<NbOfTxs>1</NbOfTxs><SttlmInf><SttlmMtd>INDA</SttlmMtd></SttlmInf>" + AGENTS
                        + "</GrpHdr><TxInf><RtrId>" + refund + "</RtrId>" + originals(reference)
                        + "<RtrdIntrBkSttlmAmt Ccy=\"CNY\">" + amount
                        + "</RtrdIntrBkSttlmAmt><RtrRsnInf><Rsn><Cd>MD06</Cd></Rsn></RtrRsnInf></TxInf></PmtRtr>");
    }

    /** With a callback URL. */
    HttpResponse<String> pay(String reference, String amount) throws IOException, InterruptedException {
        return pay(reference, amount, Duration.ofSeconds(5));
    }

    HttpResponse<String> pay(String reference, String amount, Duration patience)
            throws IOException, InterruptedException {
        return http.send(
                request(payment(reference, amount))
                        .timeout(patience)
                        .header(
                                "X-Callback-Url",
                                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/callbacks/" + channel)
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> send(String body) throws IOException, InterruptedException {
        return http.send(request(body).build(), BodyHandlers.ofString());
    }

    /** The answer's text if it is 200 and signed as the page says. */
    String genuine(HttpResponse<String> response) {
        String timestamp = response.headers().firstValue("X-Timestamp").orElse("");
        String signature = response.headers().firstValue("X-Signature").orElse("");
        if (response.statusCode() != 200
                || !TestHttpClient.sign(secret, timestamp, response.body()).equals(signature)) {
            throw new IllegalStateException("no genuine answer: " + response.statusCode());
        }
        return response.body();
    }

    /** Status, reason and amount: "RJCT AM04 12.51". */
    static String told(String xml) {
        String reason = leaf(xml, "Cd") + leaf(xml, "Prtry");
        String amount = leaf(xml, "IntrBkSttlmAmt");
        return (leaf(xml, "TxSts") + leaf(xml, "Conf") + " " + reason + " " + amount)
                .replaceAll(" +", " ")
                .strip();
    }

    static String leaf(String xml, String name) {
        Matcher found = Pattern.compile("<" + name + "(?: [^>]*)?>([^<]*)</" + name + ">")
                .matcher(xml);
        return found.find() ? found.group(1) : "";
    }

    int health() throws IOException, InterruptedException {
        String timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/health"))
                .header("X-Channel", channel)
                .header("X-Timestamp", timestamp)
                .header("X-Signature", TestHttpClient.sign(secret, timestamp, "/" + channel + "/health"))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private HttpRequest.Builder request(String body) {
        String timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        return HttpRequest.newBuilder(URI.create(base + "/messages"))
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/xml")
                .header("X-Channel", channel)
                .header("X-Timestamp", timestamp)
                .header("X-Signature", TestHttpClient.sign(secret, timestamp, body))
                .POST(BodyPublishers.ofString(body));
    }

    @Override
    public void close() {
        receiver.stop(0);
    }
}
