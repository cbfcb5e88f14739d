package io.everswitch.node.control;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.PaymentId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Codes that banks sent and no map holds, since this node started, with payments as examples: what an operator needs to map them.
 * Thread-safe; rare events, so one lock.
 */
public final class UnmappedCodes {
    /** Per channel: a bank that sends garbage for codes must not fill the memory, nor hide another bank's. */
    static final int CODES_MAX = 20;

    static final int EXAMPLES_MAX = 3;

    /**
     * One code of one channel.
     *
     * @param count how often it came
     * @param examples payments that it was said of, the newest last
     */
    public record Unmapped(
            ChannelId channel, String code, long count, Instant firstAt, Instant lastAt, List<PaymentId> examples) {
        public Unmapped {
            examples = List.copyOf(examples);
        }
    }

    private final Map<ChannelId, Map<String, Unmapped>> channels = new LinkedHashMap<>();
    private final Clock clock;

    public UnmappedCodes(Clock clock) {
        this.clock = clock;
    }

    /** A bank said it. */
    public synchronized void said(ChannelId channel, String code) {
        Map<String, Unmapped> codes = channels.computeIfAbsent(channel, id -> new LinkedHashMap<>());
        Instant now = clock.instant();
        Unmapped before = codes.get(code);
        if (before != null) {
            codes.put(code, new Unmapped(channel, code, before.count() + 1, before.firstAt(), now, before.examples()));
        } else if (codes.size() < CODES_MAX) {
            codes.put(code, new Unmapped(channel, code, 1, now, now, List.of()));
        }
    }

    /** It was said of this payment; nothing if the code is mapped. */
    public synchronized void example(ChannelId channel, String code, PaymentId payment) {
        Map<String, Unmapped> codes = channels.get(channel);
        Unmapped known = codes == null ? null : codes.get(code);
        if (codes == null || known == null || known.examples().contains(payment)) {
            return;
        }
        List<PaymentId> examples = new ArrayList<>(known.examples());
        if (examples.size() == EXAMPLES_MAX) {
            examples.remove(0);
        }
        examples.add(payment);
        codes.put(code, new Unmapped(channel, code, known.count(), known.firstAt(), known.lastAt(), examples));
    }

    /** The most frequent first. */
    public synchronized List<Unmapped> all() {
        return channels.values().stream()
                .flatMap(codes -> codes.values().stream())
                .sorted(Comparator.comparingLong(Unmapped::count).reversed())
                .toList();
    }
}
