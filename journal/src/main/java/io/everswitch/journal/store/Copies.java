package io.everswitch.journal.store;

import io.everswitch.journal.JournalMetrics;
import io.everswitch.journal.ack.AckPolicy;
import io.everswitch.journal.ack.AckRule;
import io.everswitch.journal.ack.Health;
import io.everswitch.journal.ack.Store;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The stores of this node, and the acknowledgement rule between them and the journal. Facts are read from the first store,
 * unless another way to read is given.
 * Safe to use from any thread; nothing blocks.
 */
public final class Copies {

    private final Map<Store, FactStore> stores = new EnumMap<>(Store.class);
    private final FactReads readFrom;
    private final AckRule rule;
    private final BooleanSupplier leaseValid;
    private final Supplier<JournalMetrics> metrics;

    /**
     * @param inOrder the stores; the first one is read from
     * @param copies how many of them must hold a fact before it is acknowledged
     * @param leaseValid whether this site's lease is valid; asked only where there is a store of the other site
     */
    public Copies(
            List<? extends FactStore> inOrder,
            int copies,
            BooleanSupplier leaseValid,
            Supplier<JournalMetrics> metrics) {
        this(inOrder, copies, leaseValid, metrics, inOrder.get(0));
    }

    /** @param reads how facts are read, if not plainly from the first store */
    public Copies(
            List<? extends FactStore> inOrder,
            int copies,
            BooleanSupplier leaseValid,
            Supplier<JournalMetrics> metrics,
            FactReads reads) {
        inOrder.forEach(store -> stores.put(store.store(), store));
        if (stores.size() != inOrder.size()) {
            throw new IllegalArgumentException("each store once");
        }
        this.readFrom = reads;
        this.rule = new AckRule(new AckPolicy(stores.keySet(), copies, copies));
        this.leaseValid = leaseValid;
        this.metrics = metrics;
    }

    /** Completes when enough stores hold it; fails with a {@link io.everswitch.journal.JournalException}. */
    public CompletionStage<Void> append(Append append) {
        return new CopiedAppend(this, append).begin();
    }

    public CompletionStage<Integer> replay(ReplayRange range, Consumer<StoredFact> into) {
        return readFrom.replay(range, into);
    }

    public CompletionStage<Long> highestSequenceNr(String persistenceId) {
        return readFrom.highestSequenceNr(persistenceId);
    }

    AckRule rule() {
        return rule;
    }

    boolean leaseValid() {
        return leaseValid.getAsBoolean();
    }

    JournalMetrics metrics() {
        return metrics.get();
    }

    FactStore store(Store name) {
        FactStore store = stores.get(name);
        if (store == null) {
            throw new IllegalStateException("the rule asks for " + name + ", which is not configured");
        }
        return store;
    }

    /** Each store's health and why. */
    public Map<Store, StoreHealth> health() {
        Map<Store, StoreHealth> health = new EnumMap<>(Store.class);
        stores.forEach((name, store) -> health.put(name, store.health()));
        return health;
    }

    Set<Store> healthy() {
        Set<Store> healthy = EnumSet.noneOf(Store.class);
        stores.forEach((name, store) -> {
            if (store.health().health() == Health.HEALTHY) {
                healthy.add(name);
            }
        });
        return healthy;
    }

    /** Why stores are sick, for a message. */
    String complaints() {
        StringBuilder text = new StringBuilder();
        stores.forEach((name, store) -> {
            StoreHealth health = store.health();
            if (health.health() == Health.SICK) {
                text.append(text.isEmpty() ? "" : "; ")
                        .append(name)
                        .append(": ")
                        .append(health.reason());
            }
        });
        return text.toString();
    }
}
