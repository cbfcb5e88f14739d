package io.everswitch.chaos.shop;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shop's languages. */
enum Language {
    EN("en"),
    ZH("zh");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }

    Language other() {
        return this == EN ? ZH : EN;
    }

    /** Null if it is none of ours. */
    static @Nullable Language ofCode(@Nullable String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return language;
            }
        }
        return null;
    }

    /** The first language of an Accept-Language header that we speak; English if there is none. */
    static Language accepted(@Nullable String header) {
        if (header != null) {
            for (String part : header.toLowerCase(Locale.ROOT).split(",", -1)) {
                String tag = part.strip();
                Language language = ofCode(tag.length() < 2 ? tag : tag.substring(0, 2));
                if (language != null) {
                    return language;
                }
            }
        }
        return EN;
    }
}
