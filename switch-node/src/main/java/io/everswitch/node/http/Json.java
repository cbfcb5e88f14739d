package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reading and writing JSON without a tree in between. Thread-safe. */
final class Json {
    /** Deeper than any body that we know, shallow enough to cost nothing. */
    static final int DEPTH_MAX = 8;

    private static final int NAME_LENGTH_MAX = 256;
    private static final int TEXT_LENGTH_MAX = 64 * 1024;

    /** Names are not interned: they come from strangers. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNameLength(NAME_LENGTH_MAX)
                    .maxStringLength(TEXT_LENGTH_MAX)
                    // Numbers are only measured, never converted, unless they are short.
                    .maxNumberLength(TEXT_LENGTH_MAX)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private Json() {}

    /** Something that writes one JSON value. */
    @FunctionalInterface
    interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] bytes(Body body) {
        BufferRecycler recycler = FACTORY._getBufferRecycler();
        try (ByteArrayBuilder out = new ByteArrayBuilder(recycler)) {
            try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
                body.write(json);
            }
            return out.getClearAndRelease();
        } catch (IOException e) {
            throw new UncheckedIOException("JSON could not be written to memory", e);
        } finally {
            recycler.releaseToPool();
        }
    }

    static JsonParser parser(byte[] bytes) throws IOException {
        return FACTORY.createParser(bytes);
    }

    /** One that writes text into memory. */
    static JsonGenerator generator(StringWriter out) throws IOException {
        return FACTORY.createGenerator(out);
    }

    static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value);
        }
    }

    /** As text, with null for the empty text that the domain uses for "there is none". */
    static void textOrNull(JsonGenerator json, String name, String value) throws IOException {
        text(json, name, value.isEmpty() ? null : value);
    }

    static void time(JsonGenerator json, String name, @Nullable Instant value) throws IOException {
        text(json, name, value == null ? null : Rfc3339.format(value));
    }
}
