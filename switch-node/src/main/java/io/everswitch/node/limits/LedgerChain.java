package io.everswitch.node.limits;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ledger in the journal's index: numbered versions, each the whole of it, each written only if nobody has written that number.
 * So of two writers who believe that the ledger is theirs one finds the other's version in its place, and goes on from there. All
 * of it expires by itself; versions that are not needed any more are removed on the way.
 *
 * <p>The last version is found by marks, one per {@value #STRIDE} versions, and a walk from the last mark. Die before a mark is
 * written, and the walk is longer; die before old versions are removed, and they expire. Not thread-safe: one call at a time.
 */
final class LedgerChain {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerChain.class);

    /** A walk of 16 steps takes some 10 ms; up to three times as many versions stand at once. */
    static final int STRIDE = 16;

    /** Text of the version before the first one. */
    static final String EMPTY = "";

    /** @param text {@link #EMPTY} of version 0, which nobody wrote */
    record Link(long version, String text) {}

    private final String ledger;
    private final Claims claims;

    LedgerChain(String ledger, Claims claims) {
        this.ledger = ledger;
        this.claims = claims;
    }

    /** The last version that this one can see: whether there is a later one is told by the next {@link #append}. */
    CompletionStage<Link> last() {
        return gallop(1).thenCompose(mark -> mark == 0 ? walk(new Link(0, EMPTY)) : from(mark));
    }

    private CompletionStage<Link> walk(Link link) {
        return claims.lookup(version(link.version() + 1))
                .thenCompose(next -> next.isPresent()
                        ? walk(new Link(link.version() + 1, next.get()))
                        : CompletableFuture.completedFuture(link));
    }

    /**
     * Completes with whether this text stands as that version; if not, somebody was quicker, and {@link #last} tells who. May be
     * repeated with the same text until it completes.
     *
     * @param link its text is different from whatever another writer may write
     */
    CompletionStage<Boolean> append(Link link, long expiresAtMs) {
        return claims.claim(version(link.version()), link.text(), expiresAtMs).thenCompose(standing -> {
            if (!standing.equals(link.text())) {
                return CompletableFuture.completedFuture(false);
            }
            return link.version() % STRIDE == 0 ? marked(link, expiresAtMs) : isNewest(link);
        });
    }

    private CompletionStage<Boolean> marked(Link link, long expiresAtMs) {
        long mark = link.version() / STRIDE;
        return claims.claim(mark(mark), "", expiresAtMs).thenCompose(done -> {
            forget(mark);
            return isNewest(link);
        });
    }

    /**
     * Who was stopped for a while may have written where a version was removed meanwhile. Marks are not removed, and the next one
     * was there before that.
     */
    private CompletionStage<Boolean> isNewest(Link link) {
        return isMarked(link.version() / STRIDE + 1).thenApply(later -> !later);
    }

    /** Two strides before the mark: whoever has just found the mark before walks on undisturbed. */
    private void forget(long mark) {
        for (long old = (mark - 2) * STRIDE; old < (mark - 1) * STRIDE; old++) {
            if (old > 0) {
                claims.remove(version(old)).whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debug("an old version of a ledger stays until it expires: {}", failure.toString());
                    }
                });
            }
        }
    }

    private CompletionStage<Link> from(long mark) {
        long version = mark * STRIDE;
        return claims.lookup(version(version)).thenCompose(text -> {
            if (text.isEmpty()) {
                throw new IllegalStateException("ledger " + ledger + " has mark " + mark + " but no version there");
            }
            return walk(new Link(version, text.get()));
        });
    }

    /** Completes with the last mark; 0 if there is none. */
    private CompletionStage<Long> gallop(long mark) {
        return isMarked(mark).thenCompose(there -> there ? gallop(mark * 2) : between(mark / 2, mark));
    }

    /** @param there is marked, or 0; {@code absent} is not */
    private CompletionStage<Long> between(long there, long absent) {
        if (absent - there <= 1) {
            return CompletableFuture.completedFuture(there);
        }
        long middle = there + (absent - there) / 2;
        return isMarked(middle).thenCompose(yes -> yes ? between(middle, absent) : between(there, middle));
    }

    private CompletionStage<Boolean> isMarked(long mark) {
        return claims.lookup(mark(mark)).thenApply(Optional::isPresent);
    }

    private String version(long number) {
        return ledger + "#" + number;
    }

    private String mark(long number) {
        return ledger + "@" + number;
    }

    @Override
    public String toString() {
        return "LedgerChain[" + ledger + "]";
    }
}
