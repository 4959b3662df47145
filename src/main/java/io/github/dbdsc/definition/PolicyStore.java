package io.github.dbdsc.definition;

import io.github.dbdsc.model.StoreException;
import java.util.Optional;

/** Where operators keep the policy: a place in which those who edit definitions have no role. */
@FunctionalInterface
public interface PolicyStore {

    /** More than any policy needs. */
    int MOST_BYTES = 1024 * 1024;

    /**
     * Reads {@code policy.json}, with one call.
     *
     * @return empty when there is none; {@link SourceFile#unreadable} when it is larger than {@link #MOST_BYTES}
     * @throws StoreException when that is not known: then no run may go on
     */
    Optional<SourceFile> read();

    /** Returns the fault of a policy that is too large. */
    static String tooLarge(long bytes) {
        return "the file has more than " + MOST_BYTES / 1024 + " KB" + (bytes > 0 ? " (" + bytes + " bytes)" : "")
                + "; make it smaller";
    }
}
