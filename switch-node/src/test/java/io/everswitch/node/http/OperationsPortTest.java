package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.PaymentId;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperationsPortTest {
    private final EdgesFixture edges = new EdgesFixture();

    @AfterEach
    void close() {
        edges.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edges.edges.operationsPort() + path));
    }

    private Reply giveUp(String body) {
        return edges.send(request("/journal/give-up")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void journal_tellsWhatIsWrongAndWhoIsAwaited() {
        Reply journal = edges.send(request("/journal").GET());
        assertEquals(200, journal.status());
        assertEquals("spool", journal.at("/stores/0/name"));
        assertEquals("false", journal.at("/stores/0/healthy"));
        assertEquals("disk full", journal.at("/stores/0/reason"));
        assertEquals("node-3#5e1f", journal.at("/awaited/0"));
        assertEquals("2", journal.at("/partitions_in_doubt"));
        assertTrue(journal.at("/in_doubt").contains("in doubt"));
        assertEquals("pay_1", journal.at("/conflicts/0"));
        assertEquals("7", journal.at("/archive/backlog"));
        assertEquals("8", journal.at("/archive/oldest_unarchived_age_ms"));
        assertEquals("10", journal.at("/archive/failures"));
        assertEquals("away", journal.at("/archive/cells/0/complaint"));
        assertTrue(edges.send(request("/").GET()).body().contains("/journal"));
    }

    @Test
    void giveUp_awaited_isCarriedOutWithItsOperatorAndReason() {
        Reply after = giveUp("{\"spool\":\"node-3\",\"operator\":\"li.wei\",\"reason\":\"disk shredded, ticket 7\"}");
        assertEquals(200, after.status(), after.body());
        assertEquals(List.of("node-3|li.wei|disk shredded, ticket 7"), edges.givenUp);
        assertEquals("", after.at("/in_doubt"));
        assertEquals(405, edges.send(request("/journal/give-up").GET()).status());
    }

    @Test
    void giveUp_wrong_namesTheFieldAndDoesNothing() {
        Reply other = giveUp("{\"spool\":\"node-9\",\"operator\":\"li.wei\",\"reason\":\"gone\"}");
        assertEquals(400, other.status());
        assertEquals("spool", other.at("/errors/0/field"));
        Reply nobody = giveUp("{\"spool\":\"node-3\",\"operator\":\"\",\"reason\":\"  \",\"force\":true}");
        assertEquals(400, nobody.status());
        List<String> fields =
                List.of(nobody.at("/errors/0/field"), nobody.at("/errors/1/field"), nobody.at("/errors/2/field"));
        assertTrue(fields.containsAll(List.of("operator", "reason", "force")), nobody.body());
        assertEquals(List.of(), edges.givenUp);
    }

    @Test
    void limits_tellsWhichStandAndWhatIsUsed() {
        Reply limits = edges.send(request("/limits").GET());
        assertEquals("payer", limits.at("/limits/0/name"));
        assertEquals("500", limits.at("/limits/0/amount_max"));
        assertEquals("merchant_day", limits.at("/limits/1/per"));
        Reply usage = edges.send(
                request("/limits/usage?limit=shop&merchant=m1&day=2026-11-23").GET());
        assertEquals(200, usage.status(), usage.body());
        assertEquals(Integer.toString("shop~2026-11-23~m1".length()), usage.at("/amount"));
        assertEquals("2", usage.at("/count"));
        assertEquals("1", usage.at("/open"));
    }

    @Test
    void explain_tellsOfEachChannelWhyItFell() {
        Reply told = edges.send(request("/routing/explain")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"method\":\"card\",\"amount\":100,\"currency\":\"CNY\",\"brand\":\"visa\"}")));
        assertEquals(200, told.status(), told.body());
        assertEquals("jade-card", told.at("/chosen"));
        assertEquals("7", told.at("/settings_version"));
        assertEquals("amount", told.at("/channels/1/dropped_for"));
        assertEquals("0.9", told.at("/channels/0/success_rate"));
        Reply wrong = edges.send(request("/routing/explain")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"method\":\"cash\",\"currency\":\"cny\"}")));
        assertEquals(400, wrong.status());
        assertTrue(
                wrong.body().contains("\"method\"")
                        && wrong.body().contains("\"amount\"")
                        && wrong.body().contains("\"currency\""),
                wrong.body());
    }

    @Test
    void decisions_tellsWhatWasAskedAndChosen() {
        Reply told = edges.send(request("/routing/decisions").GET());
        assertEquals("jade-card", told.at("/decisions/0/chosen"));
        assertEquals("amber", told.at("/decisions/0/tried/0"));
        assertEquals(Long.toString(Long.MAX_VALUE), told.at("/decisions/0/spread"));
    }

    @Test
    void codes_tellsWhatNoMapHolds() {
        Reply codes = edges.send(request("/codes").GET());
        assertEquals("jade", codes.at("/unmapped/0/channel"));
        assertEquals("Z1", codes.at("/unmapped/0/code"));
        assertEquals("1", codes.at("/unmapped/0/count"));
    }

    @Test
    void limitUsage_wrong_namesTheField() {
        Reply nothing = edges.send(request("/limits/usage?limit=big&day=soon").GET());
        assertEquals(400, nothing.status());
        assertTrue(nothing.body().contains("\"limit\"") && nothing.body().contains("\"day\""), nothing.body());
        Reply nobody = edges.send(request("/limits/usage?limit=payer").GET());
        assertEquals("payment", nobody.at("/errors/0/field"));
        Reply unknown = edges.send(request("/limits/usage?limit=payer&payment="
                        + PaymentId.create(Instant.now(), 3, 0, new Random(7)).value())
                .GET());
        assertEquals(404, unknown.status(), unknown.body());
    }
}
