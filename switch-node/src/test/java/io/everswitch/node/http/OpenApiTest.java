package io.everswitch.node.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds docs/openapi.yaml to what the switch really answers: the same routes, the same fields. */
class OpenApiTest {
    @Test
    void document_ofApi_hasTheFieldsThatAreAnswered() throws IOException {
        JsonNode document = document();
        try (EdgesFixture edges = new EdgesFixture()) {
            String id = edges.create("open", 500).at("/id");
            Reply paid = edges.post("/v1/payments/" + id + "/confirm", EdgesFixture.card(), "Prefer", "wait=15");
            Reply refund = edges.post(
                    "/v1/refunds", "{\"payment_id\":\"" + id + "\",\"amount\":5,\"merchant_refund_id\":\"r\"}");
            Reply problem = edges.post("/v1/payments", "{}");
            assertEquals(names(schema(document, "Payment")), names(paid.json()));
            assertEquals(names(schema(document, "Attempt")), names(paid.json().at("/attempts/0")));
            assertEquals(names(schema(document, "Refund")), names(refund.json()));
            Reply banks = edges.get("/v1/banks");
            assertEquals(names(schema(document, "Bank")), names(banks.json().at("/data/0")));
            assertEquals("degraded", banks.at("/data/0/status"));
            assertEquals("list", banks.at("/object"));
            assertEquals(names(schema(document, "Problem")), names(problem.json()));
        }
    }

    @Test
    void document_ofApi_hasTheRoutesOfMerchants() throws IOException {
        JsonNode paths = document().at("/paths");
        Set<String> routes = new TreeSet<>();
        for (Route route : Route.values()) {
            if (!route.isCashier()) {
                routes.add(route.template());
                for (String method : route.allow().split(", ", -1)) {
                    boolean described = paths.path(route.template()).has(method.toLowerCase(java.util.Locale.ROOT));
                    assertTrue(described, method + " " + route.template());
                }
            }
        }
        assertEquals(routes, names(paths));
    }

    private static JsonNode document() throws IOException {
        return new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("..", "docs", "openapi.yaml").toFile());
    }

    private static JsonNode schema(JsonNode document, String name) {
        return document.at("/components/schemas/" + name + "/properties");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
