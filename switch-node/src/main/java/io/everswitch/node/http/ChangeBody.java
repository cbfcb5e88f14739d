package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.everswitch.node.settings.SettingsCommand;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies with which operators change settings, and take changes back. Pure. */
final class ChangeBody {
    static final int AUTHOR_MAX = 128;
    static final int REASON_MAX = 256;
    private static final int PATH_MAX = 160;
    /** A value that ends later than this is one that stays. */
    private static final Duration UNTIL_MAX = Duration.ofDays(90);

    private static final String[] CHANGE = {"author", "reason", "until", "expected_version", "approval", "set"};
    private static final String[] WORD = {"author", "reason"};
    private static final String MISSED = "a missing field was not complained about";

    /** Who, and why. */
    record Word(String author, String reason) {}

    private ChangeBody() {}

    /** The body of {@code POST /settings/changes}. */
    static SettingsCommand.Apply change(byte[] body, Instant now) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", CHANGE);
            String author = null;
            String reason = null;
            Instant until = null;
            long version = -1;
            boolean approval = false;
            Map<String, String> set = new LinkedHashMap<>();
            for (int field = object.next(); field >= 0; field = object.next()) {
                switch (field) {
                    case 0 -> author = object.text(1, AUTHOR_MAX, TextRule.ID);
                    case 1 -> reason = reason(object);
                    case 2 -> until = until(object, now);
                    case 3 -> version = object.integer(0, Long.MAX_VALUE / 10);
                    case 4 -> approval = flag(parser, object);
                    default -> set = values(parser, object, errors);
                }
            }
            object.require(0, 1, 5);
            if (object.has(5) && set.isEmpty()) {
                errors.add("set", "must name at least one setting");
            }
            errors.check();
            if (author == null || reason == null) {
                throw new IllegalStateException(MISSED);
            }
            return new SettingsCommand.Apply(author, reason, until, Math.max(-1, version), approval, set);
        });
    }

    /** The body of everything that needs no more than a name and a reason. */
    static Word word(byte[] body) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", WORD);
            String author = null;
            String reason = null;
            for (int field = object.next(); field >= 0; field = object.next()) {
                if (field == 0) {
                    author = object.text(1, AUTHOR_MAX, TextRule.ID);
                } else {
                    reason = reason(object);
                }
            }
            object.require(0, 1);
            errors.check();
            if (author == null || reason == null) {
                throw new IllegalStateException(MISSED);
            }
            return new Word(author, reason);
        });
    }

    /** The body of {@code POST /settings/preview}: the settings alone. */
    static Map<String, String> preview(byte[] body) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", "set");
            Map<String, String> set = new LinkedHashMap<>();
            while (object.next() >= 0) {
                set = values(parser, object, errors);
            }
            object.require(0);
            if (object.has(0) && set.isEmpty()) {
                errors.add("set", "must name at least one setting");
            }
            errors.check();
            return set;
        });
    }

    static @Nullable String reason(ObjectReader object) throws IOException {
        String reason = object.text(1, REASON_MAX, TextRule.PEOPLE);
        if (reason != null && reason.isBlank()) {
            object.error("must say why");
        }
        return reason;
    }

    private static @Nullable Instant until(ObjectReader object, Instant now) throws IOException {
        String text = object.text(20, 40, TextRule.ID);
        if (text == null) {
            return null;
        }
        try {
            Instant until = Instant.parse(text);
            if (until.isAfter(now) && until.isBefore(now.plus(UNTIL_MAX))) {
                return Instant.ofEpochMilli(until.toEpochMilli());
            }
            object.error("must be in the future, at most " + UNTIL_MAX.toDays() + " days away");
        } catch (DateTimeParseException e) {
            object.error("must be an RFC 3339 time in UTC, such as 2026-11-22T15:04:05Z");
        }
        return null;
    }

    private static boolean flag(JsonParser parser, ObjectReader object) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        object.error("must be true or false");
        parser.skipChildren();
        return false;
    }

    private static Map<String, String> values(JsonParser parser, ObjectReader object, FieldErrors errors)
            throws IOException {
        Map<String, String> set = new LinkedHashMap<>();
        if (!object.object()) {
            return set;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String path = parser.currentName();
            parser.nextToken();
            if (path.length() > PATH_MAX || !TextRule.ID.fits(path)) {
                errors.add("set." + ObjectReader.shown(path), "must be a path of at most " + PATH_MAX + " characters");
                parser.skipChildren();
            } else if (set.put(path, json(parser)) != null) {
                errors.add("set." + path, "must be given once");
            }
        }
        return set;
    }

    /** The value at which the parser stands, as text. */
    private static String json(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = Json.generator(text)) {
            copy.copyCurrentStructure(parser);
        }
        return text.toString();
    }
}
