package io.everswitch.channel.catalog;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Reads YAML into {@link Source} trees. Scalars stay text, so {@code 0123} and {@code no} mean what is written. Aliases,
 * a second document and a key that comes twice are errors. Single-threaded, one use.
 */
final class SourceReader {
    /** A catalog needs five levels. */
    private static final int DEPTH_MAX = 20;

    private static final int CODE_POINTS_MAX = 4 * 1024 * 1024;

    private final Errors errors;

    SourceReader(Errors errors) {
        this.errors = errors;
    }

    /** The document, or null if it is empty or no YAML, which is then among the errors. */
    @Nullable
    Source read(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(CODE_POINTS_MAX);
        options.setNestingDepthLimit(DEPTH_MAX);
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(options).build();
        try (YAMLParser parser = factory.createParser(new StringReader(yaml))) {
            if (parser.nextToken() == null) {
                errors.add(new Place(1, 1), "catalog", "file", "must not be empty");
                return null;
            }
            Source source = value(parser);
            if (parser.nextToken() != null) {
                errors.add(place(parser), "catalog", "file", "must be one YAML document");
            }
            return source;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            Place place = at == null ? new Place(0, 0) : new Place(at.getLineNr(), at.getColumnNr());
            errors.add(place, "catalog", "file", "is not valid YAML: " + firstLine(e.getOriginalMessage()));
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private Source value(YAMLParser parser) throws IOException {
        Place place = place(parser);
        if (parser.isCurrentAlias()) {
            errors.add(place, "catalog", "*" + parser.getText(), "is an alias: use a profile instead");
            return new Source(place, null, null, null);
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return new Source(place, null, members(parser), null);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Source> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return new Source(place, null, null, items);
        }
        return new Source(place, token == JsonToken.VALUE_NULL ? null : parser.getText(), null, null);
    }

    private Map<String, Source.Member> members(YAMLParser parser) throws IOException {
        Map<String, Source.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Place key = place(parser);
            parser.nextToken();
            if (members.putIfAbsent(name, new Source.Member(key, value(parser))) != null) {
                errors.add(key, "catalog", name, "comes twice in the same mapping");
            }
        }
        return members;
    }

    private static Place place(YAMLParser parser) {
        JsonLocation at = parser.currentTokenLocation();
        return new Place(at.getLineNr(), at.getColumnNr());
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("unreadable");
    }
}
