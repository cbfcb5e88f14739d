package io.everswitch.routing.degrade;

import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;
import io.everswitch.domain.port.RouteRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All degradations that stand, filed by channel, so that a decision asks only for those that may concern a candidate. Immutable
 * but for what began in the current second. Thread-safe.
 */
public final class Degradations {
    /** None. */
    public static final Degradations NONE = new Degradations(List.of(), Map.of());

    /** What stands of a channel for one request; the worst of all that fit. */
    public enum Verdict {
        FREE,
        PREFERRED,
        DRAINED,
        CAPPED,
        STOPPED
    }

    private final List<Degradation> all;
    private final Map<Degradation, RateCap> caps;
    private final Map<ChannelId, List<Degradation>> byChannel = new HashMap<>();
    private final List<Degradation> everywhere = new ArrayList<>();
    private final Map<BankId, List<Degradation>> byBank = new HashMap<>();

    private Degradations(List<Degradation> all, Map<Degradation, RateCap> caps) {
        this.all = all;
        this.caps = caps;
        for (Degradation degradation : all) {
            ChannelId channel = degradation.scope().channel();
            BankId bank = degradation.scope().bank();
            List<Degradation> drawer = channel != null
                    ? byChannel.computeIfAbsent(channel, id -> new ArrayList<>())
                    : bank != null ? byBank.computeIfAbsent(bank, id -> new ArrayList<>()) : everywhere;
            drawer.add(degradation);
        }
    }

    /**
     * @param before those that stood until now: a rate that stays the same goes on counting where it is
     * @throws IllegalArgumentException if two have the same id
     */
    public static Degradations of(Collection<Degradation> degradations, Degradations before) {
        List<Degradation> sorted = degradations.stream()
                .sorted(Comparator.comparing(Degradation::id))
                .toList();
        Map<Degradation, RateCap> caps = new HashMap<>();
        for (int i = 0; i < sorted.size(); i++) {
            Degradation degradation = sorted.get(i);
            if (i > 0 && sorted.get(i - 1).id().equals(degradation.id())) {
                throw new IllegalArgumentException("two degradations have the id " + degradation.id());
            }
            if (degradation.action() == Degradation.Action.CAP_RATE) {
                RateCap old = before.caps.get(degradation);
                caps.put(degradation, old == null ? new RateCap() : old);
            }
        }
        return new Degradations(sorted, caps);
    }

    /** In the order of their ids. */
    public List<Degradation> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * What a channel may do for a request now. Takes no part of any rate.
     *
     * @param share this node's part of all rates
     */
    public Verdict verdict(ChannelId channel, BankId bank, RouteRequest request, RateShare share, long nowMs) {
        Verdict verdict = worst(byChannel.get(channel), Verdict.FREE, channel, bank, request, share, nowMs);
        verdict = worst(byBank.get(bank), verdict, channel, bank, request, share, nowMs);
        return worst(everywhere, verdict, channel, bank, request, share, nowMs);
    }

    private Verdict worst(
            @Nullable List<Degradation> drawer,
            Verdict before,
            ChannelId channel,
            BankId bank,
            RouteRequest request,
            RateShare share,
            long nowMs) {
        Verdict worst = before;
        if (drawer != null) {
            for (int i = 0; i < drawer.size(); i++) {
                Degradation degradation = drawer.get(i);
                Degradation.Scope scope = degradation.scope();
                if (scope.concerns(channel, bank)
                        && scope.fits(request)
                        && degradation.schedule().isOn(nowMs)) {
                    Verdict one = one(degradation, request, share, nowMs);
                    worst = one.compareTo(worst) > 0 ? one : worst;
                }
            }
        }
        return worst;
    }

    /** The id of the first degradation that makes it so; empty if none does. For people: slower than {@link #verdict}. */
    public String cause(
            ChannelId channel, BankId bank, RouteRequest request, RateShare share, long nowMs, Verdict verdict) {
        for (Degradation degradation : all) {
            if (degradation.scope().concerns(channel, bank)
                    && degradation.scope().fits(request)
                    && degradation.schedule().isOn(nowMs)
                    && one(degradation, request, share, nowMs) == verdict) {
                return degradation.id();
            }
        }
        return "";
    }

    private Verdict one(Degradation degradation, RouteRequest request, RateShare share, long nowMs) {
        return switch (degradation.action()) {
            case STOP -> Verdict.STOPPED;
            case DRAIN -> Verdict.DRAINED;
            case PREFER -> Verdict.PREFERRED;
            case CAP_PERCENT -> isWithin(degradation, request.spread()) ? Verdict.FREE : Verdict.CAPPED;
            case CAP_RATE ->
                cap(degradation).isFree(share.of(degradation.perSecond()), nowMs) ? Verdict.FREE : Verdict.CAPPED;
        };
    }

    /**
     * Counts an attempt against all rates that concern it.
     *
     * @return false if one of them is used up by now, so that the attempt must not begin there
     */
    public boolean take(ChannelId channel, BankId bank, RouteRequest request, RateShare share, long nowMs) {
        return caps.isEmpty()
                || (isWithinRates(byChannel.get(channel), channel, bank, request, share, nowMs)
                        && isWithinRates(byBank.get(bank), channel, bank, request, share, nowMs)
                        && isWithinRates(everywhere, channel, bank, request, share, nowMs));
    }

    private boolean isWithinRates(
            @Nullable List<Degradation> drawer,
            ChannelId channel,
            BankId bank,
            RouteRequest request,
            RateShare share,
            long nowMs) {
        if (drawer == null) {
            return true;
        }
        for (Degradation degradation : drawer) {
            Degradation.Scope scope = degradation.scope();
            if (degradation.action() == Degradation.Action.CAP_RATE
                    && scope.concerns(channel, bank)
                    && scope.fits(request)
                    && degradation.schedule().isOn(nowMs)
                    && !cap(degradation).take(share.of(degradation.perSecond()), nowMs)) {
                return false;
            }
        }
        return true;
    }

    /**
     * What stands of a channel for every payment by a method, whatever its currency and amount: for those who show it to people.
     * A cap that lets nothing through is a stop.
     */
    public Verdict standing(ChannelId channel, BankId bank, MeansKind method, long nowMs) {
        Verdict worst = Verdict.FREE;
        for (Degradation degradation : all) {
            if (!degradation.isOwnRate()
                    && degradation.scope().coversAll(channel, bank, method)
                    && degradation.schedule().isOn(nowMs)) {
                Verdict one = standing(degradation);
                worst = one.compareTo(worst) > 0 ? one : worst;
            }
        }
        return worst;
    }

    /** Whether every payment by a method is stopped there by a schedule: the bank's maintenance, and no trouble. */
    public boolean isMaintained(ChannelId channel, BankId bank, MeansKind method, long nowMs) {
        for (Degradation degradation : all) {
            if (degradation.schedule() != Schedule.ALWAYS
                    && standing(degradation) == Verdict.STOPPED
                    && degradation.scope().coversAll(channel, bank, method)
                    && degradation.schedule().isOn(nowMs)) {
                return true;
            }
        }
        return false;
    }

    private static Verdict standing(Degradation degradation) {
        return switch (degradation.action()) {
            case STOP -> Verdict.STOPPED;
            case DRAIN -> Verdict.DRAINED;
            case PREFER -> Verdict.PREFERRED;
            case CAP_PERCENT -> degradation.percent() == 0 ? Verdict.STOPPED : Verdict.CAPPED;
            case CAP_RATE -> degradation.perSecond() == 0 ? Verdict.STOPPED : Verdict.CAPPED;
        };
    }

    private RateCap cap(Degradation degradation) {
        RateCap cap = caps.get(degradation);
        if (cap == null) {
            throw new IllegalStateException("no counter for " + degradation.id());
        }
        return cap;
    }

    /** The same payment is always on the same side of the same cap; two caps have nothing to do with each other. */
    private static boolean isWithin(Degradation degradation, long spread) {
        long bits = Spread.mix(spread ^ degradation.id().hashCode() * 0x9e3779b97f4a7c15L);
        return Long.remainderUnsigned(bits, 100) < degradation.percent();
    }
}
