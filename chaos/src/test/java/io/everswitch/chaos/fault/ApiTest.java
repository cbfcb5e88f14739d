package io.everswitch.chaos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route and every error of the API, to the letter: status, body, content type. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApiTest {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String LATENCY =
            "{'attributes':{'latency':200,'jitter':0},'name':'latency_downstream','type':'latency',"
                    + "'stream':'downstream','toxicity':1}";

    private FaultLab lab;

    @BeforeEach
    void open() throws IOException {
        lab = new FaultLab();
    }

    @AfterEach
    void close() throws IOException {
        lab.close();
    }

    /** Single quotes stand for double ones; an expected body that ends with ~ ends with a line feed. */
    private HttpResponse<String> expect(String call, String body, int status, String type, String expected)
            throws IOException, InterruptedException {
        String[] parts = call.split(" ", 2);
        HttpResponse<String> answer = lab.http(parts[0], parts[1], body.replace('\'', '"'));
        String all = call + " " + body + " answered " + answer.statusCode() + " " + answer.body();
        assertEquals(status, answer.statusCode(), all);
        assertEquals(type, answer.headers().firstValue("Content-Type").orElse(""), all);
        assertEquals(expected.replace('\'', '"').replace("~", "\n"), answer.body(), all);
        return answer;
    }

    private String make(String name) throws IOException, InterruptedException {
        String body = "{'name':'" + name + "','listen':'127.0.0.1:0','upstream':'127.0.0.1:9'}";
        String made = lab.http("POST", "/proxies", body.replace('\'', '"')).body();
        return made.replaceAll(".*\"listen\":\"([^\"]*)\".*", "$1");
    }

    private static String view(String name, String listen, boolean enabled, String toxics) {
        return "{'name':'" + name + "','listen':'" + listen + "','upstream':'127.0.0.1:9','enabled':" + enabled
                + ",'Logger':{},'toxics':[" + toxics + "]}";
    }

    @Test
    void proxies_everyCall_answersAsTheOriginal() throws Exception {
        expect("GET /version", "", 200, "application/json;charset=utf-8", "{'version': '2.12.0+f48fd7f'}~");
        expect("GET /proxies", "", 200, JSON, "{}");
        String b = make("b");
        String a = make("a");
        expect(
                "GET /proxies",
                "",
                200,
                JSON,
                "{'a':" + view("a", a, true, "") + ",'b':" + view("b", b, true, "") + "}");
        expect("GET /proxies/a", "", 200, JSON, view("a", a, true, ""));
        expect("POST /proxies/a", "{'enabled':false}", 200, JSON, view("a", a, false, ""));
        expect("PATCH /proxies/a", "{'Enabled':true,'name':'z','x':1}", 200, JSON, view("a", a, true, ""));
        expect("PATCH /proxies/a", "{}", 200, JSON, view("a", a, true, ""));
        HttpResponse<String> gone = expect("DELETE /proxies/a", "", 204, "", "");
        assertTrue(
                gone.headers().firstValue("X-Toxiproxy-Request-Id").orElse("").matches("[0-9a-v]{20}"));
        expect("GET /proxies/a", "", 404, TEXT, "{'error':'proxy not found','status':404}~");
        HttpResponse<String> made =
                lab.http("POST", "/proxies", "{\"name\":\"c d\",\"upstream\":\"localhost:9\"} junk");
        assertEquals(201, made.statusCode(), made.body());
        assertTrue(made.body().startsWith("{\"name\":\"c d\",\"listen\":\"[::]:"), made.body());
        assertTrue(made.body().contains("\"upstream\":\"localhost:9\",\"enabled\":true,"), made.body());
        assertEquals(200, lab.http("GET", "/proxies/c%20d", "").statusCode());
        HttpResponse<String> off = lab.http(
                "POST", "/proxies", "{\"name\":\"e\",\"listen\":\"x:1\",\"upstream\":\"y\",\"enabled\":false}");
        assertTrue(off.body().startsWith("{\"name\":\"e\",\"listen\":\"x:1\",\"upstream\":\"y\",\"enabled\":false"));
    }

    @Test
    void listen_byName_isShownAsAddress() throws Exception {
        int free = freePort();
        HttpResponse<String> made = lab.http(
                "POST",
                "/proxies",
                "{\"name\":\"p\",\"listen\":\"localhost:" + free + "\",\"upstream\":\"127.0.0.1:9\"}");
        assertTrue(made.body().contains("\"listen\":\"127.0.0.1:" + free + "\""), made.body());
    }

    @Test
    void toxics_everyCall_answersAsTheOriginal() throws Exception {
        String listen = make("p");
        expect("GET /proxies/p/toxics", "", 200, JSON, "[]");
        expect("POST /proxies/p/toxics", "{'type':'latency','attributes':{'latency':200,'x':1}}", 200, JSON, LATENCY);
        expect("GET /proxies/p/toxics/latency_downstream", "", 200, JSON, LATENCY);
        String slicer = "{'attributes':{'average_size':64,'size_variation':0,'delay':0},'name':'s','type':'slicer',"
                + "'stream':'UPSTREAM','toxicity':0.5}";
        expect(
                "POST /proxies/p/toxics",
                "{'name':'s','type':'slicer','stream':'UPSTREAM','toxicity':0.5,'attributes':{'average_size':64}}",
                200,
                JSON,
                slicer);
        expect("GET /proxies/p/toxics", "", 200, JSON, "[" + slicer + "," + LATENCY + "]");
        expect("GET /proxies/p", "", 200, JSON, view("p", listen, true, slicer + "," + LATENCY));
        String changed = LATENCY.replace("'jitter':0", "'jitter':-7").replace("'toxicity':1", "'toxicity':7");
        expect(
                "POST /proxies/p/toxics/latency_downstream",
                "{'attributes':{'jitter':-7},'toxicity':7,'name':'n','type':'noop','stream':'upstream'}",
                200,
                JSON,
                changed);
        expect("PATCH /proxies/p/toxics/latency_downstream", "{}", 200, JSON, changed);
        expect("DELETE /proxies/p/toxics/s", "", 204, "", "");
        String noop = "{'attributes':{},'name':'noop_upstream','type':'noop','stream':'upstream','toxicity':1}";
        expect("POST /proxies/p/toxics", "{'type':'noop','stream':'upstream'}", 200, JSON, noop);
        expect("POST /proxies/p", "{'enabled':false}", 200, JSON, view("p", listen, false, noop + "," + changed));
        expect("POST /reset", "", 204, "", "");
        expect("GET /proxies/p", "", 200, JSON, view("p", listen, true, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /proxies/x                  |                                     | 404 | proxy not found
            DELETE /proxies/x               |                                     | 404 | proxy not found
            POST /proxies/x                 | nonsense                            | 404 | proxy not found
            GET /proxies/x/toxics           |                                     | 404 | proxy not found
            POST /proxies/x/toxics          | {"type":"noop"}                     | 404 | proxy not found
            GET /proxies/p/toxics/x         |                                     | 404 | toxic not found
            PATCH /proxies/p/toxics/x       | {}                                  | 404 | toxic not found
            DELETE /proxies/p/toxics/x      |                                     | 404 | toxic not found
            POST /proxies                   | {"name":"p","upstream":"h:1"}       | 409 | proxy already exists
            POST /proxies/p/toxics          | {"name":"t","type":"noop","stream":"upstream"} | 409 | toxic already exists
            POST /proxies                   | {"upstream":"h:1"}                  | 400 | missing required field: name
            POST /proxies                   | {"name":null,"upstream":"h:1"}      | 400 | missing required field: name
            POST /proxies                   | null                                | 400 | missing required field: name
            POST /proxies                   | {"name":"q"}                        | 400 | missing required field: upstream
            POST /proxies                   |                                     | 400 | bad request body: EOF
            POST /proxies                   | {"name":                            | 400 | bad request body: unexpected EOF
            POST /proxies                   | {name}                              | 400 | bad request body: *
            POST /proxies                   | []                                  | 400 | bad request body: *
            POST /proxies                   | {"name":1}                          | 400 | bad request body: *
            POST /proxies                   | {"name":"q","upstream":"h:1","enabled":"yes"} | 400 | bad request body: *
            POST /proxies/p                 |                                     | 400 | bad request body: EOF
            POST /proxies/p/toxics          |                                     | 400 | bad request body: EOF
            POST /proxies/p/toxics          | {"type":"latency","attributes":{"latency":1.5}}   | 400 | bad request body: *
            POST /proxies/p/toxics          | {"type":"latency","attributes":{"latency":"200"}} | 400 | bad request body: *
            POST /proxies/p/toxics          | {"type":"latency","attributes":{"latency":1e30}}  | 400 | bad request body: *
            POST /proxies/p/toxics          | {"type":"latency","attributes":3}   | 400 | bad request body: *
            POST /proxies/p/toxics          | {"type":"latency","toxicity":"1"}   | 400 | bad request body: *
            PATCH /proxies/p/toxics/t       | {"toxicity":[]}                     | 400 | bad request body: *
            POST /proxies/p/toxics          | {"type":"nonsense"}                 | 400 | invalid toxic type
            POST /proxies/p/toxics          | {}                                  | 400 | invalid toxic type
            POST /proxies/p/toxics          | {"type":"noop","stream":"sideways"} | 400 | stream was invalid, can be either upstream or downstream
            POST /proxies/p/toxics          | {"type":"noop","stream":""}         | 400 | stream was invalid, can be either upstream or downstream
            POST /proxies                   | {"name":"q","upstream":"h:1","listen":"nonsense"} | 500 | listen tcp: address nonsense: missing port in address
            POST /proxies                   | {"name":"q","upstream":"h:1","listen":"1.2.3.4:99999"} | 500 | listen tcp: address 99999: invalid port
            POST /proxies/p                 | {"listen":"nonsense"}               | 500 | address nonsense: missing port in address
            """)
    void error_everyKind_answersAsTheOriginal(String call, String body, int status, String text) throws Exception {
        make("p");
        lab.http("POST", "/proxies/p/toxics", "{\"name\":\"t\",\"type\":\"noop\"}");
        String[] parts = call.split(" ", 2);
        HttpResponse<String> answer = lab.http(parts[0], parts[1], body == null ? "" : body);
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(TEXT, answer.headers().firstValue("Content-Type").orElse(""));
        String expected = "{\"error\":\"" + text + "\",\"status\":" + status + "}\n";
        if (text.endsWith("*")) {
            assertTrue(answer.body().startsWith(expected.substring(0, expected.indexOf('*'))), answer.body());
            assertTrue(answer.body().endsWith("\",\"status\":400}\n"), answer.body());
        } else {
            assertEquals(expected, answer.body());
        }
        assertEquals(404, lab.http("GET", "/proxies/q", "").statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/,404",
        "GET,/nonsense,404",
        "GET,/proxies/,404",
        "GET,/proxies/p/nonsense,404",
        "GET,/metrics,404",
        "GET,/proxies/p/toxics/t/u,404",
        "GET,/proxies//toxics,404",
        "PUT,/proxies,405",
        "HEAD,/version,405",
        "GET,/reset,405",
        "GET,/populate,405",
        "PUT,/proxies/p,405",
        "DELETE,/proxies,405",
        "POST,/version,405",
        "DELETE,/proxies/p/toxics,405",
        "PUT,/proxies/p/toxics/t,405"
    })
    void path_wrongOrWithWrongMethod_isRefused(String method, String path, int status) throws Exception {
        HttpResponse<String> answer = lab.http(method, path, "");
        assertEquals(status, answer.statusCode());
        assertEquals(status == 404 ? "404 page not found\n" : "", answer.body());
        assertEquals("", answer.headers().firstValue("Allow").orElse(""));
        assertEquals("", answer.headers().firstValue("X-Toxiproxy-Request-Id").orElse(""));
    }

    @Test
    void browser_anyCall_isRefused() throws Exception {
        HttpResponse<String> answer = lab.http(
                lab.request("/proxies").header("User-Agent", "Mozilla/5.0").GET());
        assertEquals(403, answer.statusCode());
        assertEquals("User agent not allowed\n", answer.body());
        assertEquals(TEXT, answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void port_taken_answersTheSystemsError() throws Exception {
        String listen = make("p");
        String error = "{'error':'listen tcp " + listen + ": bind: address already in use','status':500";
        String body = "{'name':'q','listen':'" + listen + "','upstream':'h:1'}";
        expect("POST /proxies", body, 500, TEXT, error + "}~");
        assertEquals(404, lab.http("GET", "/proxies/q", "").statusCode());
        expect("POST /populate", "[" + body + "]", 500, JSON, error + ",'proxies':null}");
    }

    @Test
    void populate_everyCase_answersAsTheOriginal() throws Exception {
        expect("POST /populate", "[]", 201, JSON, "{'proxies':null}");
        expect("POST /populate", "", 400, JSON, "{'error':'bad request body: EOF','status':400,'proxies':null}");
        String q = "{'name':'q','listen':'127.0.0.1:" + freePort() + "','upstream':'127.0.0.1:9'}";
        expect(
                "POST /populate",
                "[" + q + ",{'name':'r'}]",
                400,
                JSON,
                "{'error':'missing required field: upstream at proxy 2','status':400,'proxies':null}");
        expect(
                "POST /populate",
                "[" + q + ",{}]",
                400,
                JSON,
                "{'error':'missing required field: name at proxy 2','status':400,'proxies':null}");
        assertEquals("{}", lab.http("GET", "/proxies", "").body());
        String shown = q.replace("}", ",'enabled':true,'Logger':{},'toxics':[]}");
        expect("POST /populate", "[" + q + "]", 201, JSON, "{'proxies':[" + shown + "]}");
        lab.http("POST", "/proxies/q/toxics", "{\"type\":\"latency\",\"attributes\":{\"latency\":200}}");
        String kept = shown.replace("[]", "[" + LATENCY + "]");
        expect(
                "POST /populate",
                "[" + q.replace("}", ",'enabled':false}") + "]",
                201,
                JSON,
                "{'proxies':[" + kept + "]}");
        String moved = q.replace(":9'", ":10'");
        expect(
                "POST /populate",
                "[" + moved + ",{'name':'r','listen':'nonsense','upstream':'h:1'}]",
                500,
                JSON,
                "{'error':'listen tcp: address nonsense: missing port in address','status':500,'proxies':["
                        + shown.replace(":9'", ":10'") + "]}");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
