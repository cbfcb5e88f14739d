package io.everswitch.node.http;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers what is not even a request: Pekko HTTP names it in its settings and finds the one instance by the field's name.
 * Neither logs nor repeats what came in: it may be a card number in the wrong place (M10). Thread-safe.
 */
public final class ParsingErrors extends ParsingErrorHandler {
    /** The instance, under the name that Scala gives to the one instance of an object. */
    @SuppressWarnings("MemberName")
    public static final ParsingErrors MODULE$ = new ParsingErrors();

    private ParsingErrors() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        Problem problem = switch (status.intValue()) {
            case 413 -> Problem.of(413, "body_too_large", "The body is too large.");
            case 414 -> Problem.of(414, "uri_too_long", "The address is too long.");
            case 431 -> Problem.of(431, "headers_too_large", "The headers are too many or too large.");
            case 501 -> Problem.of(501, "method_unknown", "The method is not known.");
            case 505 -> Problem.of(505, "http_version", "HTTP/1.0 or HTTP/1.1 is needed.");
            default -> Problem.of(400, "malformed_request", "This is not a well-formed HTTP request.");
        };
        return Answers.problem("req_" + Digests.newName(), problem);
    }
}
