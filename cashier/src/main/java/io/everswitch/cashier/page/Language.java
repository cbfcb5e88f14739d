package io.everswitch.cashier.page;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages of the cashier page. Pure. */
enum Language {
    EN("en", "Payment", "This page needs JavaScript. Please switch it on, or open the link in another browser."),
    ZH("zh", "收银台", "此页面需要 JavaScript。请启用 JavaScript，或使用其他浏览器打开此链接。");

    /** Longer headers are not from a browser. */
    private static final int HEADER_MAX = 1_000;

    private final String code;
    private final String title;
    private final String needsScript;

    Language(String code, String title, String needsScript) {
        this.code = code;
        this.title = title;
        this.needsScript = needsScript;
    }

    String code() {
        return code;
    }

    String title() {
        return title;
    }

    String needsScript() {
        return needsScript;
    }

    /** The payer's own choice first, then what the browser prefers, then English. */
    static Language choose(@Nullable String acceptLanguage, @Nullable String langParameter) {
        Language chosen = langParameter == null ? null : of(langParameter);
        if (chosen != null) {
            return chosen;
        }
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > HEADER_MAX) {
            return EN;
        }
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException e) {
            // Whatever a client writes there, the payer gets a page.
            return EN;
        }
        for (Locale.LanguageRange range : ranges) {
            Language language = range.getWeight() > 0 ? of(range.getRange()) : null;
            if (language != null) {
                return language;
            }
        }
        return EN;
    }

    /** The language of a tag such as {@code zh-Hans-CN}; null if it is none of ours. */
    private static @Nullable Language of(String tag) {
        String primary = tag.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
        for (Language language : values()) {
            if (language.code.equals(primary)) {
                return language;
            }
        }
        return null;
    }
}
