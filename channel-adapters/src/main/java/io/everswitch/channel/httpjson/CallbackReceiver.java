package io.everswitch.channel.httpjson;

import io.everswitch.channel.http.CallbackNews;
import io.everswitch.channel.http.CallbackReader;
import io.everswitch.channel.http.CallbackSeal;
import io.everswitch.channel.support.Bulkhead;
import io.everswitch.channel.support.ChannelMetrics;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.port.AttemptAnswer;
import io.everswitch.domain.port.BankAnswers;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the banks' callbacks: checks who speaks, reads strictly, hands over, and says 200 only once the answer
 * is durable. Needs no memory of what came before: the payment itself knows duplicates and disorder. Thread-safe, does not
 * block.
 */
public final class CallbackReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackReceiver.class);
    /** A callback has some hundred bytes. */
    private static final int BODY_BYTES_MAX = 16 * 1024;
    /** Callbacks that wait for the journal at once; more are told to come again, which they do. */
    private static final int WAITING_MAX = 4_096;
    /** Banks give a callback some seconds; whoever is not done by then is better repeated. */
    private static final long DURABLE_TIMEOUT_MS = 10_000;

    private record Source(ChannelId id, CallbackSeal seal, CallbackReader reader) {}

    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final Bulkhead waiting = new Bulkhead(WAITING_MAX);
    private final BankAnswers answers;
    private final ChannelMetrics metrics;
    private final Clock clock;

    public CallbackReceiver(BankAnswers answers, ChannelMetrics metrics, Clock clock) {
        this.answers = answers;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Lets a channel's bank call back from now on. */
    public void register(HttpJsonSettings settings) {
        register(settings.profile().id(), settings.signature(), new HttpJsonCallbacks(settings.codes()));
    }

    /** Lets a channel of any family call back. */
    public void register(ChannelId id, CallbackSeal seal, CallbackReader reader) {
        sources.put(id.value(), new Source(id, seal, reader));
    }

    /**
     * @param channelId the last part of the path
     * @param timestamp header {@code X-Timestamp}, empty if absent
     * @param signature header {@code X-Signature}, empty if absent
     * @return always completes normally
     */
    public CompletionStage<CallbackReply> receive(String channelId, String timestamp, String signature, byte[] body) {
        Source source = sources.get(channelId);
        if (source == null) {
            return done(404, "not_found");
        }
        if (body.length > BODY_BYTES_MAX) {
            metrics.protocolError(source.id(), "callback_size");
            return done(413, "too_large");
        }
        if (!source.seal().isGenuine(timestamp, signature, body, clock.instant())) {
            // Counted, not shouted: whoever forges callbacks must not be able to fill the log.
            LOG.debug("channel {}: callback refused: signature or time is wrong", source.id());
            metrics.protocolError(source.id(), "callback_forged");
            return done(401, "unauthorized");
        }
        CallbackNews news = source.reader().read(body);
        AttemptAnswer answer = news.answer();
        if (news.verdict() == CallbackNews.Verdict.NOTED) {
            return done(200, "ok");
        }
        if (answer == null) {
            LOG.debug("channel {}: callback refused: it is none", source.id());
            metrics.protocolError(source.id(), "callback_content");
            return done(400, "bad_request");
        }
        if (!waiting.tryAcquire()) {
            return done(503, "busy");
        }
        if (!news.unmappedCode().isEmpty()) {
            metrics.unmappedCode(source.id(), news.unmappedCode());
        }
        return handOver(source, news.reference(), answer);
    }

    private CompletionStage<CallbackReply> handOver(Source source, String reference, AttemptAnswer answer) {
        CompletableFuture<Boolean> durable = answers.attemptAnswered(source.id(), reference, answer)
                .toCompletableFuture()
                .copy()
                .orTimeout(DURABLE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        return durable.handle((kept, failure) -> {
            waiting.release();
            if (failure != null) {
                LOG.warn("channel {}: callback could not be kept: {}", source.id(), failure.toString());
            }
            return Boolean.TRUE.equals(kept) ? CallbackReply.of(200, "ok") : CallbackReply.of(503, "not_durable");
        });
    }

    private static CompletionStage<CallbackReply> done(int httpStatus, String code) {
        return CompletableFuture.completedFuture(CallbackReply.of(httpStatus, code));
    }
}
