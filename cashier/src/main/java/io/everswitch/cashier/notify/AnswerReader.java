package io.everswitch.cashier.notify;

import io.everswitch.domain.payment.NotificationResult;
import io.everswitch.domain.payment.NotificationResult.Kind;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.exception.TooManyConnectionsException;
import org.asynchttpclient.exception.TooManyConnectionsPerHostException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a merchant's answer, or the lack of one, into a result. The body is counted and thrown away. What the status line
 * said stands, whatever happens to the rest of the answer. One per try; called by one Netty thread
 * at a time; {@code result} may be told more than once, the first counts.
 */
final class AnswerReader implements AsyncHandler<NotificationResult> {
    private final Consumer<NotificationResult> result;
    private final WebhookLimits limits;
    private final Clock clock;
    private int status;
    private @Nullable Duration retryAfter;
    private long bodyBytes;

    AnswerReader(Consumer<NotificationResult> result, WebhookLimits limits, Clock clock) {
        this.result = result;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public State onStatusReceived(HttpResponseStatus answer) {
        status = answer.getStatusCode();
        return State.CONTINUE;
    }

    @Override
    public State onHeadersReceived(HttpHeaders headers) {
        retryAfter =
                RetryAfter.parse(headers.get(HttpHeaderNames.RETRY_AFTER), clock.instant(), limits.retryAfterMax());
        return State.CONTINUE;
    }

    @Override
    public State onBodyPartReceived(HttpResponseBodyPart part) {
        bodyBytes += part.length();
        return bodyBytes > limits.responseBodyMaxBytes() ? State.ABORT : State.CONTINUE;
    }

    @Override
    public void onThrowable(Throwable cause) {
        result.accept(status == 0 ? ofFailure(cause) : ofStatus());
    }

    @Override
    public NotificationResult onCompleted() {
        NotificationResult answer = status == 0 ? failed("connection closed without an answer") : ofStatus();
        result.accept(answer);
        return answer;
    }

    @Override
    public void onRetry() {
        status = 0;
        retryAfter = null;
        bodyBytes = 0;
    }

    static NotificationResult failed(String detail) {
        return new NotificationResult(Kind.FAILED, 0, null, detail);
    }

    static NotificationResult refused(String detail) {
        return new NotificationResult(Kind.GONE, 0, null, detail);
    }

    /** The messages are ours: a library's may quote the URL, and that may hold a key of the merchant (M10). */
    static NotificationResult ofFailure(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause() == t ? null : t.getCause()) {
            if (t instanceof GuardedNameResolver.RefusedAddressException) {
                return refused("address refused: the name " + t.getMessage());
            } else if (t instanceof UnknownHostException) {
                return failed("host name not found");
            } else if (t instanceof TooManyConnectionsException || t instanceof TooManyConnectionsPerHostException) {
                return failed("busy: too many open connections");
            } else if (t instanceof TimeoutException) {
                return failed("no answer in time");
            } else if (t instanceof SSLException) {
                return failed("no secure connection: TLS failed");
            }
        }
        return failed(cause instanceof ConnectException ? "cannot connect" : "connection lost");
    }

    private NotificationResult ofStatus() {
        String said = "HTTP " + status;
        if (status >= 200 && status < 300) {
            return new NotificationResult(Kind.DELIVERED, status, null, said);
        }
        if (status == 410) {
            return new NotificationResult(Kind.GONE, status, null, said);
        }
        String detail = status >= 300 && status < 400 ? said + ": redirects are not followed" : said;
        return new NotificationResult(Kind.FAILED, status, retryAfter, detail);
    }
}
