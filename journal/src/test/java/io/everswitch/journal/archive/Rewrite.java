package io.everswitch.journal.archive;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Writes a history again, as an archiver does that died before it could note that the first time was enough. */
public final class Rewrite {

    private Rewrite() {}

    public static CompletionStage<Void> again(Archive archive, String id, List<byte[]> facts) {
        return archive.writer().write(id, facts, 0);
    }
}
