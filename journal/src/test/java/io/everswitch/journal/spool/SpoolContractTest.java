package io.everswitch.journal.spool;

import io.everswitch.journal.store.FactStore;
import io.everswitch.journal.store.FactStoreContract;
import io.everswitch.journal.store.IndexStore;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

final class SpoolContractTest extends FactStoreContract {

    @TempDir
    Path dir;

    private @Nullable Spool spool;

    @Override
    protected FactStore open() {
        Spool opened = Spools.open(dir);
        spool = opened;
        return opened;
    }

    @Override
    protected IndexStore index() {
        return Objects.requireNonNull(spool);
    }
}
