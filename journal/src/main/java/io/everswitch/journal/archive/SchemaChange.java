package io.everswitch.journal.archive;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes tables one after the other; all statements leave alone what is there, so it may be repeated. */
final class SchemaChange {
    /** All nodes must agree on it first; on a machine that does other things that takes seconds. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private SchemaChange() {}

    static CompletionStage<Void> apply(CqlSession session, List<String> statements) {
        CompletionStage<Void> last = CompletableFuture.completedFuture(null);
        for (String cql : statements) {
            last = last.thenCompose(done -> session.executeAsync(
                            SimpleStatement.newInstance(cql).setTimeout(TIMEOUT)))
                    .thenAccept(done -> {});
        }
        return last;
    }
}
