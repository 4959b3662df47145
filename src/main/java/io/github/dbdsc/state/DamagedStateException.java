package io.github.dbdsc.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** It can't be told what a stored document says. The message says what is wrong with it, to be read after its path. */
public final class DamagedStateException extends Exception {

    private final transient @Nullable StoredState stored;

    DamagedStateException(String message) {
        this(message, null);
    }

    private DamagedStateException(String message, @Nullable StoredState stored) {
        super(message);
        this.stored = stored;
    }

    /** Returns the same failure of a document that a store holds. */
    DamagedStateException in(StoredState holding) {
        return new DamagedStateException(String.valueOf(getMessage()), holding);
    }

    /** Returns the document as the store holds it. */
    public Optional<StoredState> stored() {
        return Optional.ofNullable(stored);
    }
}
