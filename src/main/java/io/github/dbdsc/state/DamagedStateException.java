package io.github.dbdsc.state;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stored document can't be decoded. The message says what is wrong with it and completes a sentence that starts with
 * its path.
 */
public final class DamagedStateException extends Exception {

    private final transient @Nullable StoredState stored;

    DamagedStateException(String message) {
        this(message, null);
    }

    private DamagedStateException(String message, @Nullable StoredState stored) {
        super(message);
        this.stored = stored;
    }

    /** Returns this failure with the stored document it is about. */
    DamagedStateException in(StoredState holding) {
        return new DamagedStateException(String.valueOf(getMessage()), holding);
    }

    /** Returns the document as the store holds it; empty when it was not read from a store. */
    public Optional<StoredState> stored() {
        return Optional.ofNullable(stored);
    }
}
