package io.everswitch.channel.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping as an entry sees it: its own members first, then those of its profiles, the last one named first. Reads typed
 * values; what is missing or wrong goes to the errors, and a harmless value is returned so that reading goes on.
 * Single-threaded.
 */
public final class Section {
    /** One mapping and whose it is, for errors. */
    record Layer(String owner, Place place, Map<String, Source.Member> members) {}

    private final List<Layer> layers;
    private final String prefix;
    private final Errors errors;
    private final Layer entry;
    /** False if a profile could not be found: then nobody can say what is missing. */
    private final boolean complete;

    Section(List<Layer> layers, boolean complete, Errors errors) {
        this(layers, "", errors, layers.get(0), complete);
    }

    private Section(List<Layer> layers, String prefix, Errors errors, Layer entry, boolean complete) {
        this.layers = layers;
        this.prefix = prefix;
        this.errors = errors;
        this.entry = entry;
        this.complete = complete;
    }

    /** A mapping by itself, without profiles. */
    static Section of(Layer layer, Errors errors) {
        return new Section(List.of(layer), true, errors);
    }

    private record Found(String owner, Source value) {}

    private @Nullable Found find(String key) {
        for (Layer layer : layers) {
            Source.Member member = layer.members().get(key);
            if (member != null) {
                return new Found(layer.owner(), member.value());
            }
        }
        return null;
    }

    public boolean has(String key) {
        return find(key) != null;
    }

    /** Whether the entry itself, not a profile, says something of a key. */
    public boolean own(String key) {
        return layers.get(0).members().containsKey(key) && layers.get(0).owner().equals(entry.owner());
    }

    /** An error at the value of a key, or at the entry if it has no such key. */
    public void error(String key, String rule) {
        Found found = find(key);
        if (found == null) {
            errors.add(entry.place(), entry.owner(), prefix + key, rule);
        } else {
            errors.add(found.value().place(), found.owner(), prefix + key, rule);
        }
    }

    /** An error at the entry: nobody says anything of a key that must be there. */
    public void missing(String key) {
        if (complete) {
            error(key, "is missing");
        }
    }

    /** Every key of the entry's own mapping must be one of these. */
    void onlyKnown(Set<String> known) {
        Layer own = layers.get(0);
        own.members().forEach((name, member) -> {
            if (!known.contains(name)) {
                errors.add(member.key(), own.owner(), prefix + name, "is not a known key");
            }
        });
    }

    /** The sub-mapping of a key over all layers, or null if nobody has it. */
    @Nullable
    public Section child(String key) {
        List<Layer> found = new ArrayList<>();
        for (Layer layer : layers) {
            Source.Member member = layer.members().get(key);
            if (member == null) {
                continue;
            }
            Map<String, Source.Member> members = member.value().members();
            if (members == null) {
                errors.add(member.value().place(), layer.owner(), prefix + key, "must be a mapping");
            } else {
                found.add(new Layer(layer.owner(), member.key(), members));
            }
        }
        return found.isEmpty() ? null : new Section(found, prefix + key + ".", errors, entry, complete);
    }

    /** All keys of all layers with their scalar texts; the first layer that has a key wins. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Layer layer : layers) {
            layer.members().forEach((name, member) -> {
                String text = member.value().text();
                if (text == null) {
                    errors.add(member.value().place(), layer.owner(), prefix + name, "must be a plain value");
                } else {
                    texts.putIfAbsent(name, text);
                }
            });
        }
        return texts;
    }

    /** The text of a key; the fallback where it is missing, and an error too if the fallback is null. */
    public String text(String key, @Nullable String fallback) {
        Found found = find(key);
        if (found == null) {
            if (fallback == null) {
                missing(key);
                return "";
            }
            return fallback;
        }
        String text = found.value().text();
        if (text == null) {
            error(key, "must be a plain value");
            return fallback == null ? "" : fallback;
        }
        return text;
    }

    /** A text that a constructor or lookup accepts: its IllegalArgumentException is the rule. */
    public <T> @Nullable T parsed(String key, @Nullable String fallback, Function<String, T> parse) {
        String text = text(key, fallback);
        if (text.isEmpty() && !isPlain(key)) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            error(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private boolean isPlain(String key) {
        Found found = find(key);
        return found != null && found.value().text() != null;
    }

    public int integer(String key, Range range, @Nullable Long fallback) {
        return Math.toIntExact(number(key, range, fallback));
    }

    public long number(String key, Range range, @Nullable Long fallback) {
        String text = text(key, fallback == null ? null : Long.toString(fallback));
        long safe = fallback == null ? range.min() : fallback;
        if (text.isEmpty() && !isPlain(key)) {
            return safe;
        }
        boolean whole = text.matches("-?[0-9]{1,18}");
        if (!whole || !range.contains(Long.parseLong(text))) {
            error(key, "must be a whole number " + range);
            return safe;
        }
        return Long.parseLong(text);
    }

    public boolean flag(String key, boolean fallback) {
        String text = text(key, Boolean.toString(fallback));
        if (!text.equals("true") && !text.equals("false")) {
            error(key, "must be true or false");
            return fallback;
        }
        return text.equals("true");
    }

    /**
     * A list of plain values, each accepted by {@code parse}, none twice.
     *
     * @param optional whether it may be missing or empty
     */
    public <T> List<T> list(String key, boolean optional, Function<String, T> parse) {
        return list(key, optional, false, parse);
    }

    /** A list of at least one plain value, where order counts and a value may come again. */
    <T> List<T> ordered(String key, Function<String, T> parse) {
        return list(key, false, true, parse);
    }

    private <T> List<T> list(String key, boolean optional, boolean repeats, Function<String, T> parse) {
        Found found = find(key);
        if (found == null) {
            if (!optional) {
                missing(key);
            }
            return List.of();
        }
        List<Source> items = found.value().items();
        if (items == null || (items.isEmpty() && !optional)) {
            error(key, "must be a list" + (optional ? "" : " with at least one value"));
            return List.of();
        }
        List<T> values = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Source item : items) {
            String text = item.text();
            try {
                if (text == null) {
                    throw new IllegalArgumentException("must hold plain values only");
                }
                if (!seen.add(text) && !repeats) {
                    throw new IllegalArgumentException("holds " + text + " twice");
                }
                values.add(parse.apply(text));
            } catch (IllegalArgumentException e) {
                errors.add(item.place(), found.owner(), prefix + key, String.valueOf(e.getMessage()));
            }
        }
        return values;
    }
}
