package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthEndpointsTest {
    private final EdgesFixture edges = new EdgesFixture();

    @AfterEach
    void close() {
        edges.close();
    }

    private Reply get(String path) {
        return edges.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edges.edges.operationsPort() + path))
                .GET());
    }

    @Test
    void channels_tellReasonsMethodsAndTheLastTurns() {
        Reply reply = get("/channels");
        assertEquals(200, reply.status());
        String health = "/channels/0/health";
        assertEquals("red: 9 of 20 faulty in 60 s", reply.at(health + "/reason"));
        assertEquals("7", reply.at(health + "/counts/timed_out"));
        assertEquals("card", reply.at(health + "/methods/0/method"));
        assertEquals("red", reply.at(health + "/methods/0/level"));
        assertEquals("2", reply.at(health + "/methods/1/counts/not_connected"));
        assertEquals("red", reply.at(health + "/last_events/2/turn"));
        assertEquals("", reply.at(health + "/last_events/3/turn"));
    }

    @Test
    void events_ofOneChannel_areAllThatAreKept() {
        Reply reply = get("/channels/jade-card/events");
        assertEquals(200, reply.status());
        assertEquals("jade-card", reply.at("/id"));
        assertEquals("yellow", reply.at("/health/level"));
        assertEquals("held_up", reply.at("/events/4/cause"));
        assertEquals("1970-01-01T00:00:00.000Z", reply.at("/events/4/at"));
    }

    @Test
    void events_ofNoChannel_areNotFound() {
        assertEquals(404, get("/channels/nobody/events").status());
        assertEquals(404, get("/channels//events").status());
        assertEquals(404, get("/channels/a%20b/events").status());
    }
}
