package io.everswitch.chaos.fault;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.everswitch.chaos.http.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Proxies and toxics as the API shows them. */
final class Views {
    private static final JsonNodeFactory NODES = Json.MAPPER.getNodeFactory();
    /** Up to here a float holds every whole number. */
    private static final float EXACT_MAX = 1 << 24;

    private Views() {}

    static ObjectNode proxy(NamedProxy proxy) {
        ObjectNode view = NODES.objectNode();
        view.put("name", proxy.name());
        view.put("listen", proxy.listen());
        view.put("upstream", proxy.upstream());
        view.put("enabled", proxy.enabled());
        // It says nothing, but clients may have learnt to expect it.
        view.putObject("Logger");
        view.set("toxics", toxics(proxy.links().toxics()));
        return view;
    }

    static ArrayNode toxics(List<Toxic> toxics) {
        ArrayNode views = NODES.arrayNode();
        toxics.forEach(toxic -> views.add(toxic(toxic)));
        return views;
    }

    static ObjectNode toxic(Toxic toxic) {
        ObjectNode view = NODES.objectNode();
        ObjectNode attributes = view.putObject("attributes");
        toxic.kind().attributes().forEach(name -> attributes.put(name, toxic.attribute(name)));
        view.put("name", toxic.name());
        view.put("type", toxic.kind().wireName());
        view.put("stream", toxic.label().stream());
        float toxicity = toxic.toxicity();
        if (toxicity == Math.rint(toxicity) && Math.abs(toxicity) < EXACT_MAX) {
            view.put("toxicity", (long) toxicity);
        } else {
            view.put("toxicity", new BigDecimal(Float.toString(toxicity)));
        }
        return view;
    }

    static ObjectNode error(ApiError error) {
        ObjectNode view = NODES.objectNode();
        view.put("error", error.text());
        view.put("status", error.status());
        return view;
    }

    /** The answer to a populate: none at all is null there. */
    static ObjectNode populated(List<NamedProxy> proxies, @Nullable ApiError error) {
        ObjectNode view = error == null ? NODES.objectNode() : error(error);
        if (proxies.isEmpty()) {
            view.putNull("proxies");
        } else {
            ArrayNode views = view.putArray("proxies");
            proxies.forEach(proxy -> views.add(proxy(proxy)));
        }
        return view;
    }
}
