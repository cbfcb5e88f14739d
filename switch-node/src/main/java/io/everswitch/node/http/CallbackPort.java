package io.everswitch.node.http;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * The port that banks call. It only carries: whether a callback is genuine is for its channel to say. Thread-safe, never
 * blocks.
 */
final class CallbackPort implements Edge.Handler {
    private static final String PREFIX = "/callbacks/";
    private static final int CHANNEL_MAX = 64;

    private final CallbackHandler receiver;
    private final Bodies bodies;

    CallbackPort(CallbackHandler receiver, Bodies bodies) {
        this.receiver = receiver;
        this.bodies = bodies;
    }

    @Override
    public CompletionStage<HttpResponse> handle(Exchange exchange) {
        String path = exchange.path();
        String channel = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        if (channel.isEmpty() || channel.length() > CHANNEL_MAX || !isPlain(channel)) {
            throw new Refused(Problem.notFound("There is nothing at this address."));
        }
        exchange.route("/callbacks/{channel}");
        if (!exchange.method().equals("POST")) {
            throw new Refused(Problem.of(405, "method_not_allowed", "This address has other methods.")
                    .header("Allow", "POST"));
        }
        String timestamp = text(exchange, "x-timestamp");
        String signature = text(exchange, "x-signature");
        return bodies.callback(exchange)
                .thenCompose(body -> receiver.receive(channel, timestamp, signature, body))
                .thenApply(reply ->
                        Answers.json(exchange, reply.httpStatus(), reply.body().getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Exchange exchange, String header) {
        String value = exchange.header(header);
        return value == null ? "" : value;
    }

    private static boolean isPlain(String channel) {
        for (int i = 0; i < channel.length(); i++) {
            char c = channel.charAt(i);
            boolean plain = (c >= '0' && c <= '9')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || "._:-".indexOf(c) >= 0;
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
