package io.everswitch.node.http;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks addresses that merchants name, without looking anything up. Pure. */
final class Urls {
    private static final int LENGTH_MAX = 512;
    private static final String RULE = "must be an absolute http or https address without user or fragment";

    private Urls() {}

    static @Nullable String read(ObjectReader object, UrlCheck check) throws IOException {
        String url = object.text(1, LENGTH_MAX, TextRule.ANY);
        if (url == null) {
            return null;
        }
        if (!isAbsoluteHttp(url)) {
            object.error(RULE);
            return null;
        }
        String refusal = check.refusal(url);
        if (refusal != null) {
            object.error(refusal);
            return null;
        }
        return url;
    }

    static boolean isAbsoluteHttp(String url) {
        for (int i = 0; i < url.length(); i++) {
            // What is not visible ASCII must be escaped; a backslash is read as a slash by browsers only.
            if (url.charAt(i) <= ' ' || url.charAt(i) > '~' || url.charAt(i) == '\\') {
                return false;
            }
        }
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            return scheme != null
                    && (scheme.equals("http") || scheme.equals("https"))
                    && uri.getHost() != null
                    && !uri.getHost().isEmpty()
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() != 0
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
