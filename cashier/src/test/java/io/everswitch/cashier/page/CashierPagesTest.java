package io.everswitch.cashier.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CashierPagesTest {
    private final CashierPages pages = new CashierPages();

    @Test
    void page_any_carriesStrictHeaders() {
        CashierReply page = pages.page(null, null);

        assertEquals(200, page.status());
        assertEquals("text/html; charset=utf-8", page.contentType());
        Map<String, String> headers = page.headers();
        List<String> policy = Arrays.asList(
                headers.getOrDefault("Content-Security-Policy", "").split("; "));
        for (String directive : List.of(
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "connect-src 'self'",
                "img-src 'self' data:",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'")) {
            assertTrue(policy.contains(directive), directive);
        }
        assertFalse(policy.toString().contains("unsafe"), policy.toString());
        assertEquals("no-store", headers.get("Cache-Control"));
        assertEquals("nosniff", headers.get("X-Content-Type-Options"));
        assertEquals("no-referrer", headers.get("Referrer-Policy"));
        assertEquals("same-origin", headers.get("Cross-Origin-Opener-Policy"));
        assertTrue(headers.getOrDefault("Permissions-Policy", "").contains("camera=()"));
        assertEquals("Accept-Language", headers.get("Vary"));
    }

    @Test
    void page_any_holdsNoInlineScriptOrStyleAndNothingFromOutside() {
        for (String language : List.of("en", "zh")) {
            String html = text(pages.page(null, language));

            assertFalse(Pattern.compile("<script(?![^>]* src=)").matcher(html).find(), html);
            assertFalse(
                    html.contains("<style")
                            || html.contains(" style=")
                            || Pattern.compile(" on\\w+=").matcher(html).find(),
                    html);
            assertFalse(html.contains("http:") || html.contains("https:") || html.contains("\"//"), html);
            assertFalse(html.contains("{{"), html);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                "-, -, en",
                "`zh-CN,zh;q=0.9,en;q=0.8`, -, zh",
                "`en-US,en;q=0.9,zh;q=0.8`, -, en",
                "`de,zh-TW;q=0.7,en;q=0.3`, -, zh",
                "`de,fr;q=0.5`, -, en",
                "`zh;q=0`, -, en",
                "zh-CN, en, en",
                "en, zh, zh",
                "en, zh-Hans-CN, zh",
                "zh, <script>, zh",
                "`;;;,,q=`, -, en",
                "*, -, en"
            })
    void page_language_isChosenByPayerThenBrowser(
            @Nullable String accept, @Nullable String parameter, String expected) {
        CashierReply page = pages.page(accept, parameter);

        assertEquals(expected, page.headers().get("Content-Language"));
        assertTrue(text(page).contains("<html lang=\"" + expected + "\">"));
    }

    @Test
    void page_hugeAcceptLanguage_isIgnored() {
        assertEquals("en", pages.page("zh,".repeat(100_000), null).headers().get("Content-Language"));
    }

    @Test
    void asset_everyFileOfThePage_isThereAndNeverChangesItsContent() {
        Matcher urls =
                Pattern.compile("(?:href|src)=\"(/cashier/assets/[^\"]+)\"").matcher(text(pages.page(null, null)));
        int found = 0;
        while (urls.find()) {
            found++;
            CashierReply file = pages.asset(urls.group(1));
            assertNotNull(file, urls.group(1));
            assertTrue(file.body().length > 0);
            assertEquals("public, max-age=31536000, immutable", file.headers().get("Cache-Control"));
            assertEquals("nosniff", file.headers().get("X-Content-Type-Options"));
        }
        assertTrue(found >= 4, "the page should name its files, not " + found);
    }

    @Test
    void asset_everyImportOfAModule_isThere() {
        String base = assetBase();
        for (String name : new Assets().names()) {
            CashierReply file = pages.asset(base + name);
            assertNotNull(file, name);
            Matcher imports = Pattern.compile("from '\\./([^']+)'").matcher(text(file));
            while (imports.find()) {
                assertNotNull(pages.asset(base + imports.group(1)), name + " imports " + imports.group(1));
            }
        }
    }

    @Test
    void asset_withoutPrefix_isTheSame() {
        CashierReply whole = pages.asset(assetBase() + "main.js");
        CashierReply rest = pages.asset(assetBase().substring(CashierPages.ASSETS_PATH.length()) + "main.js");

        assertNotNull(whole);
        assertNotNull(rest);
        assertArrayEquals(whole.body(), rest.body());
    }

    @Test
    void asset_versionOfAnotherRelease_isServedButNotKept() {
        CashierReply file = pages.asset("/cashier/assets/0123456789abcdef/main.js");

        assertNotNull(file);
        assertEquals("no-store", file.headers().get("Cache-Control"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main.js",
                "/cashier/assets/",
                "/cashier/assets/main.js",
                "/cashier/assets/0123456789abcdef/",
                "/cashier/assets/0123456789abcdef/none.js",
                "/cashier/assets/0123456789abcdef/cashier.html",
                "/cashier/assets/0123456789abcdef/../main.js",
                "/cashier/assets/0123456789abcdef/..%2fmain.js",
                "/cashier/assets/0123456789abcdef/CashierPages.class",
                "/cashier/assets/0123456789ABCDEF/main.js"
            })
    void asset_anythingElse_isAbsent(String path) {
        assertNull(pages.asset(path));
    }

    @Test
    void texts_bothLanguages_haveTheSameKeysAndHoles() {
        Map<String, String> english = texts("texts-en.js");
        Map<String, String> chinese = texts("texts-zh.js");

        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(chinese.keySet()));
        assertTrue(english.size() > 90, "texts found: " + english.size());
        for (String key : english.keySet()) {
            assertEquals(holes(english.getOrDefault(key, "")), holes(chinese.getOrDefault(key, "")), key);
        }
    }

    @Test
    void scripts_all_neverTurnTextIntoMarkup() {
        for (String name : new Assets().names()) {
            String code = new String(Assets.read("/io/everswitch/cashier/page/" + name), UTF_8);
            for (String forbidden : List.of(
                    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage")) {
                assertFalse(code.contains(forbidden), name + " uses " + forbidden);
            }
        }
    }

    private String assetBase() {
        Matcher matcher = Pattern.compile("src=\"(/cashier/assets/[0-9a-f]{16}/)main.js\"")
                .matcher(text(pages.page(null, null)));
        assertTrue(matcher.find());
        return matcher.group(1);
    }

    private static Map<String, String> texts(String name) {
        String code = new String(Assets.read("/io/everswitch/cashier/page/" + name), UTF_8);
        Matcher matcher = Pattern.compile("(?m)^  (\\w+): '(.*)',$").matcher(code);
        Map<String, String> texts = new java.util.TreeMap<>();
        while (matcher.find()) {
            texts.put(matcher.group(1), matcher.group(2));
        }
        return texts;
    }

    private static java.util.Set<String> holes(String text) {
        java.util.Set<String> holes = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\w+}").matcher(text);
        while (matcher.find()) {
            holes.add(matcher.group());
        }
        return holes;
    }

    private static String text(CashierReply reply) {
        return new String(reply.body(), UTF_8);
    }
}
