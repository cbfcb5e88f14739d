package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlEndpointsTest {
    private static final String WEIGHT = "channels/jade-card/weight";

    private final EdgesFixture edges = new EdgesFixture();

    @AfterEach
    void close() {
        edges.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edges.edges.operationsPort() + path));
    }

    private Reply get(String path) {
        return edges.send(request(path).GET());
    }

    private Reply post(String path, String body) {
        return edges.send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Reply set(String value) {
        return post(
                "/settings/changes",
                "{\"author\":\"li.wei\",\"reason\":\"slow\",\"set\":{\"" + WEIGHT + "\":" + value + "}}");
    }

    private Reply word(String path, String author) {
        return post(path, "{\"author\":\"" + author + "\",\"reason\":\"as agreed\"}");
    }

    @Test
    void change_isMadeToldAndUndone() {
        Reply made = set("40");
        assertEquals(201, made.status(), made.body());
        assertEquals("1", made.at("/number"));
        assertEquals("40", made.at("/settings/0/after"));
        Reply again = set("[\"2s\",\"5s\"]");
        assertEquals("40", again.at("/settings/0/before"));
        assertEquals("2s", again.at("/settings/0/after/0"));
        assertEquals("5s", get("/settings").at("/values/channels~1jade-card~1weight/1"));

        assertEquals(201, word("/settings/changes/2/undo", "wang").status());
        Reply settings = get("/settings");
        assertEquals("3", settings.at("/version"));
        assertEquals("40", settings.at("/values/channels~1jade-card~1weight"));

        Reply audit = get("/settings/changes?limit=2");
        assertEquals("3", audit.at("/changes/0/number"));
        assertEquals("2", audit.at("/changes/0/undoes"));
        assertEquals("wang", audit.at("/changes/0/author"));
        assertEquals("slow", audit.at("/changes/1/reason"));
        assertEquals("1", get("/settings/changes?before=2").at("/changes/0/number"));
    }

    @Test
    void change_withAnEnd_saysWhen() {
        Instant until = Instant.now().plus(10, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MILLIS);
        Reply made = post(
                "/settings/changes",
                "{\"author\":\"li\",\"reason\":\"dawn\",\"until\":\"" + until + "\",\"set\":{\"" + WEIGHT + "\":0}}");
        assertEquals(201, made.status(), made.body());
        assertEquals(until, Instant.parse(made.at("/until")));
    }

    @Test
    void largeChange_waitsForAnotherPerson() {
        Reply proposed = post(
                "/settings/changes",
                "{\"author\":\"li\",\"reason\":\"all\",\"approval\":true,\"set\":{\"" + WEIGHT + "\":0}}");
        assertEquals(202, proposed.status(), proposed.body());
        assertEquals("waits_for_approval", proposed.at("/status"));
        assertEquals("0", get("/settings").at("/version"));
        assertEquals("li", get("/settings/changes").at("/proposals/0/author"));
        assertEquals("same_person", word("/settings/proposals/1/approve", "li").at("/code"));
        Reply made = word("/settings/proposals/1/approve", "wang");
        assertEquals("wang", made.at("/approved_by"));
        assertEquals(404, word("/settings/proposals/1/reject", "wang").status());
    }

    @Test
    void rejected_proposal_isGone() {
        post(
                "/settings/changes",
                "{\"author\":\"li\",\"reason\":\"all\",\"approval\":true,\"set\":{\"" + WEIGHT + "\":0}}");
        Reply rejected = word("/settings/proposals/1/reject", "wang");
        assertEquals(200, rejected.status());
        assertEquals("rejected", rejected.at("/status"));
        assertEquals(404, word("/settings/proposals/1/approve", "wang").status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"reason":"r","set":{"a/b/c":1}}                                        | author
        {"author":"li","set":{"a/b/c":1}}                                       | reason
        {"author":"li","reason":"  ","set":{"a/b/c":1}}                         | reason
        {"author":"li wei","reason":"r","set":{"a/b/c":1}}                      | author
        {"author":"li","reason":"r"}                                            | set
        {"author":"li","reason":"r","set":{}}                                   | set
        {"author":"li","reason":"r","set":[1]}                                  | set
        {"author":"li","reason":"r","set":{"a/b/c":1,"a/b/c":2}}                | set.a/b/c
        {"author":"li","reason":"r","set":{"a b":1}}                            | set.(unnamed)
        {"author":"li","reason":"r","set":{"channels/x/weight":-1}}             | set.channels/x/weight
        {"author":"li","reason":"r","until":"soon, at dusk! maybe","set":{"a/b/c":1}} | until
        {"author":"li","reason":"r","until":"2020-01-01T00:00:00Z","set":{"a/b/c":1}} | until
        {"author":"li","reason":"r","expected_version":-1,"set":{"a/b/c":1}}    | expected_version
        {"author":"li","reason":"r","approval":"yes","set":{"a/b/c":1}}         | approval
        {"author":"li","reason":"r","force":true,"set":{"a/b/c":1}}             | force
        """)
    void change_wrong_namesTheFieldAndChangesNothing(String body, String field) {
        Reply refused = post("/settings/changes", body);
        assertEquals(400, refused.status(), refused.body());
        assertEquals(field, refused.at("/errors/0/field"), refused.body());
        assertEquals("0", get("/settings").at("/version"));
    }

    @Test
    void change_conflicts_areTold() {
        set("40");
        assertEquals("nothing_changes", set("40").at("/code"));
        Reply late = post(
                "/settings/changes",
                "{\"author\":\"li\",\"reason\":\"r\",\"expected_version\":0,\"set\":{\"" + WEIGHT + "\":1}}");
        assertEquals(409, late.status());
        assertEquals("settings_changed", late.at("/code"));
        set("50");
        assertEquals("changed_since", word("/settings/changes/1/undo", "li").at("/code"));
        assertEquals(404, word("/settings/changes/99/undo", "li").status());
    }

    @Test
    void change_nobodyAnswers_saysToLookFirst() {
        edges.control.silent = true;
        Reply unanswered = set("40");
        assertEquals(503, unanswered.status());
        assertEquals("settings_unavailable", unanswered.at("/code"));
        assertTrue(unanswered.at("/detail").contains("/settings/changes"));
    }

    @Test
    void preview_tellsWhatWouldMove() {
        Reply preview = post("/settings/preview", "{\"set\":{\"" + WEIGHT + "\":0}}");
        assertEquals(200, preview.status(), preview.body());
        assertEquals("30", preview.at("/moved"));
        assertEquals("2", preview.at("/unroutable"));
        assertEquals("32", preview.at("/channels/0/attempts_before"));
        Reply bad = post("/settings/preview", "{\"set\":{\"" + WEIGHT + "\":-1}}");
        assertEquals("set." + WEIGHT, bad.at("/errors/0/field"));
        assertEquals(400, post("/settings/preview", "{}").status());
        assertEquals("0", get("/settings").at("/version"));
    }

    @Test
    void channels_areToldWithHealthAndSettings() {
        Reply channels = get("/channels");
        assertEquals(200, channels.status());
        assertEquals("jade-card", channels.at("/channels/0/id"));
        assertEquals("weight", channels.at("/channels/0/changed/0"));
        assertEquals("yellow", channels.at("/channels/0/health/level"));
        assertEquals("not_connected", channels.at("/channels/0/down_reason"));
    }

    @Test
    void strangeAddresses_areRefused() {
        assertEquals(404, get("/settings/changes/x/undo").status());
        assertEquals(405, get("/settings/changes/1/undo").status());
        assertEquals(404, get("/settings/").status());
        assertEquals(400, get("/settings/changes?limit=51").status());
        assertEquals(400, get("/settings/changes?before=zero").status());
    }
}
