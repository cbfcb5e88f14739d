package io.everswitch.cashier.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page behind a payment's {@code cashier_url}: {@code GET /cashier/{token}} is {@link #page}, whatever the token, and
 * {@code GET /cashier/assets/…} is {@link #asset}. The page holds nothing of a payment; its script asks
 * {@code /cashier/{token}/session}. Immutable after construction, thread-safe, never blocks.
 */
public final class CashierPages {
    /** Where {@link #asset} is to be mounted. No token is "assets": tokens are longer. */
    public static final String ASSETS_PATH = "/cashier/assets/";

    /** Nothing but this server's own files; no markup from text; nobody frames the page, posts from it or rebases it. */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Pattern ASSET = Pattern.compile("([0-9a-f]{16})/([a-z-]{1,32}\\.[a-z]{2,3})");

    private final Assets assets = new Assets();
    private final Map<Language, CashierReply> pages = new EnumMap<>(Language.class);
    private final Map<String, CashierReply> files = new LinkedHashMap<>();

    public CashierPages() {
        String shell = new String(Assets.read("/io/everswitch/cashier/page/cashier.html"), UTF_8);
        for (Language language : Language.values()) {
            pages.put(language, render(shell, language));
        }
        for (String name : assets.names()) {
            byte[] content = assets.content(name);
            if (content != null) {
                // The version is in the path: this URL's content never changes.
                files.put(name, fileReply(name, content, "public, max-age=31536000, immutable"));
            }
        }
    }

    /**
     * @param acceptLanguage the header, null if absent
     * @param langParameter the query parameter {@code lang}, null if absent; anything unknown is ignored
     */
    public CashierReply page(@Nullable String acceptLanguage, @Nullable String langParameter) {
        CashierReply reply = pages.get(Language.choose(acceptLanguage, langParameter));
        if (reply == null) {
            throw new IllegalStateException("every language has a page");
        }
        return reply;
    }

    /**
     * @param path the path of the request, or what follows {@link #ASSETS_PATH} in it
     * @return null if there is no such file: 404
     */
    public @Nullable CashierReply asset(String path) {
        String rest = path.startsWith(ASSETS_PATH) ? path.substring(ASSETS_PATH.length()) : path;
        Matcher matcher = ASSET.matcher(rest);
        if (!matcher.matches()) {
            return null;
        }
        String name = matcher.group(2);
        CashierReply current = files.get(name);
        if (current == null || matcher.group(1).equals(assets.version())) {
            return current;
        }
        // A page of another version, in the middle of a rolling update: this version's file serves the payer better
        // than
        // none, but under that name nobody may keep it.
        return fileReply(name, current.body(), "no-store");
    }

    private CashierReply render(String shell, Language language) {
        String html = shell.replace("{{lang}}", language.code())
                .replace("{{title}}", language.title())
                .replace("{{needs_script}}", language.needsScript())
                .replace("{{preloads}}", preloads())
                .replace("{{assets}}", ASSETS_PATH + assets.version());
        Map<String, String> headers = new LinkedHashMap<>(commonHeaders());
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Language", language.code());
        headers.put("Vary", "Accept-Language");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put(
                "Permissions-Policy",
                "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
                        + "microphone=(), midi=(), payment=(), usb=()");
        headers.put("X-Robots-Tag", "noindex, nofollow");
        return new CashierReply(200, "text/html; charset=utf-8", headers, html.getBytes(UTF_8));
    }

    /** Modules name each other: without these lines a browser would learn of them one after the other. */
    private String preloads() {
        StringBuilder out = new StringBuilder();
        for (String name : assets.names()) {
            if (name.endsWith(".js")) {
                out.append("<link rel=\"modulepreload\" href=\"{{assets}}/")
                        .append(name)
                        .append("\">\n");
            }
        }
        return out.toString().stripTrailing();
    }

    private static CashierReply fileReply(String name, byte[] content, String cacheControl) {
        Map<String, String> headers = new LinkedHashMap<>(commonHeaders());
        headers.put("Cache-Control", cacheControl);
        // An SVG opened by itself is a document: it may do nothing.
        headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
        return new CashierReply(200, Assets.type(name), headers, content);
    }

    private static Map<String, String> commonHeaders() {
        return Map.of(
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "no-referrer",
                "Cross-Origin-Resource-Policy", "same-origin");
    }
}
