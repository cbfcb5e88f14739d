package io.everswitch.chaos.shop;

import io.everswitch.chaos.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The shop's pages. Stateless but for the policy that they are sent with. */
final class Pages {
    private final Map<String, String> headers;

    /** @param formTargets origins beside its own that a form may lead to: where the cashier lives */
    Pages(String formTargets) {
        this.headers = Map.of(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
                        + "base-uri 'none'; frame-ancestors 'none'; form-action 'self' " + formTargets,
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                "no-referrer",
                "Cache-Control",
                "no-store",
                "Vary",
                "Accept-Language, Cookie");
    }

    Reply products(Language language) {
        StringBuilder main = new StringBuilder();
        main.append("<h1>").append(Words.title(language)).append("</h1>\n<p>");
        main.append(Words.intro(language)).append("</p>\n<ul class=\"products\">\n");
        for (Product product : Product.ALL) {
            main.append("<li><span class=\"sign\" aria-hidden=\"true\">").append(product.sign());
            main.append("</span><span class=\"name\">").append(escape(product.name(language)));
            main.append("</span><span class=\"price\">").append(product.price()).append("</span>");
            main.append("<form method=\"post\" action=\"/orders\"><input type=\"hidden\" name=\"product\" value=\"");
            main.append(product.id()).append("\"><button aria-label=\"");
            main.append(Words.buy(language)).append(": ").append(escape(product.name(language)));
            main.append("\">").append(Words.buy(language)).append("</button></form></li>\n");
        }
        return page(200, language, "/", main.append("</ul>").toString());
    }

    Reply order(Language language, Order order) {
        String path = "/orders/" + order.id();
        StringBuilder main = new StringBuilder();
        main.append("<h1>").append(Words.order(language)).append("</h1>\n<dl><dt>");
        main.append(Words.number(language))
                .append("</dt><dd>")
                .append(escape(order.id()))
                .append("</dd><dt>");
        main.append(escape(order.product().name(language))).append("</dt><dd>");
        main.append(order.product().price()).append("</dd></dl>\n");
        main.append("<p id=\"state\" role=\"status\" data-order=\"").append(escape(order.id()));
        main.append("\" data-status=\"").append(escape(order.status())).append("\">");
        main.append(Words.status(language, order.status())).append("</p>\n");
        main.append("<noscript><p><a href=\"").append(path).append("\">");
        main.append(Words.reload(language)).append("</a></p></noscript>\n");
        if (order.status().equals(Order.NEW)) {
            main.append("<form method=\"post\" action=\"").append(path).append("/pay\"><button class=\"second\">");
            main.append(Words.pay(language)).append("</button></form>\n");
        }
        main.append("<p><a href=\"/\">").append(Words.back(language)).append("</a></p>\n");
        return page(
                200,
                language,
                path,
                main.append("<script src=\"/shop.js\" defer></script>").toString());
    }

    Reply switchFailed(Language language, Order order) {
        String main = "<h1>" + Words.failed(language) + "</h1>\n<p>" + Words.failedWhy(language)
                + "</p>\n<form method=\"post\" action=\"/orders/" + order.id() + "/pay\"><button>"
                + Words.again(language) + "</button></form>";
        return page(502, language, "/orders/" + order.id(), main);
    }

    Reply notFound(Language language) {
        String main = "<h1>404</h1>\n<p>" + Words.unknown(language) + "</p>\n<p><a href=\"/\">" + Words.back(language)
                + "</a></p>";
        return page(404, language, "/", main);
    }

    private Reply page(int status, Language language, String path, String main) {
        Language other = language.other();
        String html = "<!doctype html>\n<html lang=\"" + language.code() + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Words.title(language) + "</title>\n<link rel=\"icon\" href=\"data:,\">\n"
                + "<link rel=\"stylesheet\" href=\"/shop.css\">\n</head>\n<body>\n<header><a class=\"home\" href=\"/\">"
                + Words.title(language) + "</a><a lang=\"" + other.code() + "\" href=\"" + path + "?lang="
                + other.code() + "\">" + Words.languageName(other) + "</a></header>\n<main>\n" + main
                + "\n</main>\n</body>\n</html>\n";
        return new Reply(status, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** A page's own resource: style or script. */
    Reply resource(String contentType, byte[] body) {
        return new Reply(200, contentType, body, Map.of("X-Content-Type-Options", "nosniff"));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
