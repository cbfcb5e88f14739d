package io.everswitch.node.metrics;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads text format 0.0.4 strictly, by its own description: a line that a Prometheus server would refuse fails the test. */
final class Scrape {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\\\\\"n])*)\",?");

    private final Map<String, Double> samples = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();

    Scrape(String text) {
        assertTrue(text.endsWith("\n"));
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# TYPE ")) {
                String[] word = line.split(" ", -1);
                assertNull(types.put(word[2], word[3]), "two types of " + word[2]);
            } else if (!line.isEmpty() && !line.startsWith("# HELP ")) {
                sample(line);
            }
        }
    }

    /** @param labels {@code name=value} */
    double value(String name, String... labels) {
        String key = key(name, labels);
        Double value = samples.get(key);
        assertNotNull(value, () -> "no sample " + key + " in " + samples.keySet());
        return value;
    }

    boolean has(String name, String... labels) {
        return samples.containsKey(key(name, labels));
    }

    long count(String prefix) {
        return samples.keySet().stream().filter(key -> key.startsWith(prefix)).count();
    }

    Map<String, Double> all() {
        return samples;
    }

    String type(String name) {
        return types.getOrDefault(name, "none");
    }

    private void sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        assertTrue(matcher.matches(), "not a sample: " + line);
        TreeSet<String> labels = new TreeSet<>();
        String inside = matcher.group(2) == null ? "" : matcher.group(2);
        Matcher label = LABEL.matcher(inside);
        int end = 0;
        while (label.lookingAt()) {
            labels.add(label.group(1) + "=" + label.group(2));
            end = label.end();
            label.region(end, inside.length());
        }
        assertTrue(end == inside.length(), "labels of " + line);
        String name = matcher.group(1);
        String key = key(name, labels.toArray(String[]::new));
        assertFalse(samples.containsKey(key), "twice: " + key);
        String number = matcher.group(3);
        samples.put(key, number.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(number));
        String family = name.replaceFirst("_(bucket|sum|count)$", "");
        assertTrue(types.containsKey(name) || types.containsKey(family), "no type of " + name);
    }

    private static String key(String name, String... labels) {
        TreeSet<String> sorted = new TreeSet<>();
        for (String label : labels) {
            sorted.add(label);
        }
        return name + sorted;
    }
}
