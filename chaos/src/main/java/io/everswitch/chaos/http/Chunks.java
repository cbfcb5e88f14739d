package io.everswitch.chaos.http;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A body that is made piece by piece as the client takes it. Used by one thread at a time; it may block. */
public interface Chunks extends Closeable {
    /** The next piece, or null at the end. */
    byte @Nullable [] next() throws IOException;

    @Override
    default void close() throws IOException {}
}
