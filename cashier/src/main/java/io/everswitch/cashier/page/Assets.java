package io.everswitch.cashier.page;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of the page, read once. All of them lie under one version, a hash over all of them: the modules import each
 * other by relative names, so one version in the path of the first one versions all. Immutable, thread-safe.
 */
final class Assets {
    private static final Map<String, String> TYPES =
            Map.of("js", "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");
    /** The list is the white list: no other file of the class path can be asked for. */
    private static final String[] NAMES = {
        "cashier.css",
        "icon.svg",
        "main.js",
        "app.js",
        "session.js",
        "checks.js",
        "dom.js",
        "form.js",
        "fields.js",
        "banks.js",
        "views.js",
        "format.js",
        "texts.js",
        "texts-en.js",
        "texts-zh.js",
        "reasons.js"
    };

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String version;

    Assets() {
        MessageDigest digest = sha256();
        for (String name : NAMES) {
            byte[] content = read("/io/everswitch/cashier/page/" + name);
            files.put(name, content);
            digest.update((name + ' ' + content.length + '\n').getBytes(US_ASCII));
            digest.update(content);
        }
        version = HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    String version() {
        return version;
    }

    Iterable<String> names() {
        return files.keySet();
    }

    byte @Nullable [] content(String name) {
        return files.get(name);
    }

    static String type(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalStateException("no content type for " + name);
        }
        return type;
    }

    static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing in the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
