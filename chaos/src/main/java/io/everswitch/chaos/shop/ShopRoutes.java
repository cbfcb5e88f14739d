package io.everswitch.chaos.shop;

import io.everswitch.chaos.http.BadInput;
import io.everswitch.chaos.http.Exchange;
import io.everswitch.chaos.http.Handler;
import io.everswitch.chaos.http.Reply;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which address does what. Called on event loops; never blocks. */
final class ShopRoutes implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ShopRoutes.class);
    private static final String LANGUAGE_COOKIE = "lang=";

    private final ShopSettings settings;
    private final SwitchClient client;
    private final Orders orders;
    private final Inbox inbox;
    private final Receiver receiver;
    private final Executor readers;
    private final Pages pages;
    private final byte[] style;
    private final byte[] script;
    private final AtomicReference<@Nullable URI> self = new AtomicReference<>();

    ShopRoutes(
            ShopSettings settings, SwitchClient client, Orders orders, Inbox inbox, Receiver receiver, Executor readers)
            throws IOException {
        this.settings = settings;
        this.client = client;
        this.orders = orders;
        this.inbox = inbox;
        this.receiver = receiver;
        this.readers = readers;
        URI target = settings.switchUrl();
        String origin = target.getScheme() + "://" + target.getRawAuthority();
        this.pages = new Pages((origin + " " + String.join(" ", settings.cashierOrigins())).strip());
        this.style = resource("shop.css");
        this.script = resource("shop.js");
    }

    /** @param url how the shop is reached */
    void open(URI url) {
        self.set(url);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ShopRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("resource " + name + " is missing");
            }
            return in.readAllBytes();
        }
    }

    @Override
    public void handle(Exchange exchange) {
        String path = exchange.path();
        switch (path) {
            case "/" -> on(exchange, "GET", () -> show(exchange, pages.products(language(exchange))));
            case "/orders" -> on(exchange, "POST", () -> buy(exchange));
            case "/webhooks" -> on(exchange, "POST", () -> receiver.receive(exchange));
            case "/received" -> received(exchange);
            case "/received/summary" ->
                on(
                        exchange,
                        "GET",
                        () -> exchange.stream("application/x-ndjson", new InboxChunks(inbox.all(), false), readers));
            case "/webhook-secret" -> on(exchange, "GET", () -> exchange.reply(Reply.text(200, settings.secret())));
            case "/behaviour" -> behaviour(exchange);
            case "/health" -> on(exchange, "GET", () -> exchange.reply(Reply.json(200, "{\"status\":\"up\"}")));
            case "/shop.css" ->
                on(exchange, "GET", () -> exchange.reply(pages.resource("text/css; charset=utf-8", style)));
            case "/shop.js" ->
                on(exchange, "GET", () -> exchange.reply(pages.resource("text/javascript; charset=utf-8", script)));
            default -> order(exchange, path.split("/", -1));
        }
    }

    private static void on(Exchange exchange, String method, Runnable action) {
        boolean head = method.equals("GET") && exchange.method().equals("HEAD");
        if (head || exchange.method().equals(method)) {
            action.run();
        } else {
            exchange.reply(Reply.problem(405, "method_not_allowed", "allowed: " + method)
                    .with("Allow", method));
        }
    }

    private void received(Exchange exchange) {
        if (exchange.method().equals("DELETE")) {
            inbox.clear();
            exchange.reply(Reply.empty(204));
        } else {
            on(exchange, "GET", () -> exchange.stream("application/json", new InboxChunks(inbox.all(), true), readers));
        }
    }

    private void behaviour(Exchange exchange) {
        try {
            switch (exchange.method()) {
                case "PUT" -> receiver.behave(ShopBehaviour.parse(exchange.body()));
                case "DELETE" -> receiver.behave(ShopBehaviour.GOOD);
                default -> LOG.debug("behaviour is read");
            }
            exchange.reply(Reply.json(200, receiver.behaviour().json()));
        } catch (BadInput e) {
            exchange.reply(e.reply());
        }
    }

    /** {@code /orders/ID}, {@code /orders/ID/state} and {@code /orders/ID/pay}. */
    private void order(Exchange exchange, String[] parts) {
        Optional<Order> order =
                parts.length >= 3 && parts[1].equals("orders") ? orders.find(parts[2]) : Optional.empty();
        String rest = parts.length == 4 ? parts[3] : "";
        if (order.isEmpty() || parts.length > 4) {
            exchange.reply(pages.notFound(language(exchange)));
        } else if (parts.length == 3) {
            on(exchange, "GET", () -> show(exchange, pages.order(language(exchange), order.get())));
        } else if (rest.equals("state")) {
            on(exchange, "GET", () -> exchange.reply(state(language(exchange), order.get())));
        } else if (rest.equals("pay")) {
            on(exchange, "POST", () -> pay(exchange, order.get()));
        } else {
            exchange.reply(pages.notFound(language(exchange)));
        }
    }

    private static Reply state(Language language, Order order) {
        // Both are words of ours or of a verified webhook; the text is chosen by us.
        String status = order.status().replaceAll("[^a-z_]", "");
        return Reply.json(
                        200,
                        "{\"status\":\"" + status + "\",\"text\":\"" + Words.status(language, order.status()) + "\"}")
                .with("Cache-Control", "no-store");
    }

    private void buy(Exchange exchange) {
        List<String> ids =
                new QueryStringDecoder(exchange.text(), false).parameters().getOrDefault("product", List.of(""));
        Optional<Product> product = Product.of(ids.get(0));
        if (product.isEmpty()) {
            exchange.reply(pages.notFound(language(exchange)));
        } else {
            pay(exchange, orders.create(product.get()));
        }
    }

    private void pay(Exchange exchange, Order order) {
        Language language = language(exchange);
        URI shop = self.get();
        if (shop == null) {
            exchange.reply(pages.switchFailed(language, order));
            return;
        }
        var unused = client.createPayment(order, language, shop).whenComplete((created, failure) -> {
            if (created == null) {
                LOG.warn("order {}: no payment: {}", order.id(), String.valueOf(failure));
                exchange.reply(pages.switchFailed(language, order));
            } else {
                orders.paidBy(order.id(), created.paymentId());
                String url = created.cashierUrl().toString();
                exchange.reply(new Reply(303, "", new byte[0], Map.of("Location", url, "Cache-Control", "no-store")));
            }
        });
    }

    private static void show(Exchange exchange, Reply page) {
        Language asked = Language.ofCode(exchange.query("lang"));
        exchange.reply(
                asked == null
                        ? page
                        : page.with("Set-Cookie", LANGUAGE_COOKIE + asked.code() + "; Path=/; SameSite=Lax; HttpOnly"));
    }

    /** Asked for in the address, chosen before, or what the browser prefers. */
    private static Language language(Exchange exchange) {
        Language asked = Language.ofCode(exchange.query("lang"));
        if (asked != null) {
            return asked;
        }
        String cookies = exchange.header("Cookie");
        if (cookies != null) {
            for (String cookie : cookies.split(";", -1)) {
                String text = cookie.strip();
                Language chosen = text.startsWith(LANGUAGE_COOKIE)
                        ? Language.ofCode(text.substring(LANGUAGE_COOKIE.length()))
                        : null;
                if (chosen != null) {
                    return chosen;
                }
            }
        }
        return Language.accepted(exchange.header("Accept-Language"));
    }
}
