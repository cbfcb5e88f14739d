package io.everswitch.chaos.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as the original server takes it: unknown fields do not matter, nor does the case of names; null is as if the
 * field were not there; what follows the first value is not looked at; types are strict. Immutable.
 */
final class Body {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonNode node;

    private Body(JsonNode node) {
        this.node = node;
    }

    static Body object(byte[] bytes) throws ApiError {
        return new Body(checked(parse(bytes), "the body"));
    }

    static List<Body> array(byte[] bytes) throws ApiError {
        JsonNode parsed = parse(bytes);
        if (!parsed.isArray() && !parsed.isNull()) {
            throw mismatch(parsed, "the body", "array");
        }
        List<Body> bodies = new ArrayList<>();
        for (JsonNode element : parsed) {
            bodies.add(new Body(checked(element, "an element")));
        }
        return bodies;
    }

    private static JsonNode parse(byte[] bytes) throws ApiError {
        try {
            JsonNode parsed = MAPPER.readTree(bytes);
            if (parsed.isMissingNode()) {
                throw ApiError.badBody("EOF");
            }
            return parsed;
        } catch (JsonEOFException e) {
            throw ApiError.badBody("unexpected EOF");
        } catch (JsonProcessingException e) {
            throw ApiError.badBody("invalid JSON near byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            throw ApiError.badBody("cannot be read");
        }
    }

    private static JsonNode checked(JsonNode node, String what) throws ApiError {
        if (!node.isObject() && !node.isNull()) {
            throw mismatch(node, what, "object");
        }
        return node;
    }

    private static ApiError mismatch(JsonNode node, String field, String type) {
        String found = node.getNodeType().name().toLowerCase(Locale.ROOT);
        return ApiError.badBody("json: cannot unmarshal " + found + " into " + field + " of type " + type);
    }

    private @Nullable JsonNode find(String name) {
        JsonNode found = null;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().equalsIgnoreCase(name) && !field.getValue().isNull()) {
                found = field.getValue();
            }
        }
        return found;
    }

    String text(String name, String otherwise) throws ApiError {
        JsonNode value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw mismatch(value, name, "string");
        }
        return value.textValue();
    }

    boolean flag(String name, boolean otherwise) throws ApiError {
        JsonNode value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw mismatch(value, name, "bool");
        }
        return value.booleanValue();
    }

    long whole(String name, long otherwise) throws ApiError {
        JsonNode value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw mismatch(value, name, "int64");
        }
        return value.longValue();
    }

    float decimal(String name, float otherwise) throws ApiError {
        JsonNode value = find(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || Float.isInfinite(value.floatValue())) {
            throw mismatch(value, name, "float32");
        }
        return value.floatValue();
    }

    /** The object in that field; an empty one if there is none. */
    Body inner(String name) throws ApiError {
        JsonNode value = find(name);
        return new Body(value == null ? MAPPER.createObjectNode() : checked(value, name));
    }
}
