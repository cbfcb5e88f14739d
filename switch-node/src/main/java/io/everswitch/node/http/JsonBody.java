package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a request's body as one JSON object, strictly. Pure. */
final class JsonBody {
    private JsonBody() {}

    /** Reads the object at whose start the parser stands, to its end. */
    @FunctionalInterface
    interface Reader<T> {
        T read(JsonParser parser, FieldErrors errors) throws IOException;
    }

    /** @throws Refused with every error that was found */
    static <T> T read(byte[] bytes, Reader<T> reader) {
        checkText(bytes);
        FieldErrors errors = new FieldErrors();
        T result;
        try (JsonParser parser = Json.parser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new Refused(Problem.malformedJson("The body is empty."));
            }
            if (first != JsonToken.START_OBJECT) {
                throw new Refused(Problem.invalid("(body)", "must be an object"));
            }
            result = reader.read(parser, errors);
            if (parser.nextToken() != null) {
                throw new Refused(Problem.malformedJson("Something follows the object."));
            }
        } catch (StreamConstraintsException e) {
            // The parser's own words may quote the body, so they are not passed on (M10).
            throw new Refused(Problem.malformedJson("The body is nested too deeply or has too long a name."));
        } catch (IOException e) {
            throw new Refused(Problem.malformedJson("The body is not well-formed JSON."));
        }
        errors.check();
        return result;
    }

    /** UTF-8 and no NUL: then it cannot be UTF-16 or UTF-32 either, which the parser would accept. */
    private static void checkText(byte[] bytes) {
        boolean ascii = true;
        for (byte b : bytes) {
            if (b == 0) {
                throw new Refused(Problem.malformedJson("The body has a NUL byte."));
            }
            ascii &= b > 0;
        }
        if (ascii) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new Refused(Problem.malformedJson("The body is not valid UTF-8."));
        }
    }
}
