package io.github.dbdsc.definition;

import io.github.dbdsc.model.StoreException;
import java.util.Optional;

/**
 * Keeps a snapshot small enough for memory by counting the listed files before any of them is read. Otherwise anybody who
 * may upload could end the process with one large file. A file that is too large holds back only what needs it.
 */
public final class SnapshotSize {

    private static final int MEGABYTE = 1024 * 1024;

    /** Far more than the settings of a job have. */
    public static final long MOST_BYTES_OF_A_FILE = 5 * MEGABYTE;

    /** Ten thousand definitions of ten kilobytes each. */
    static final long MOST_BYTES = 100 * MEGABYTE;

    private final String place;
    private long total;

    /** @param place where the files are, for messages: {@code container 'databricks-jobs'} */
    public SnapshotSize(String place) {
        this.place = place;
    }

    /**
     * Counts a file, unless it is too large to be read.
     *
     * @return that it is too large, as the message of a problem; empty when it can be read
     * @throws StoreException when all files that can be read are too large together
     */
    public Optional<String> add(long bytes) {
        if (bytes > MOST_BYTES_OF_A_FILE) {
            return Optional.of("the file has " + bytes + " bytes, and " + MOST_BYTES_OF_A_FILE / MEGABYTE
                    + " MB is the most; take it away or make it smaller");
        }
        total += bytes;
        if (total > MOST_BYTES) {
            throw new StoreException("Can't read the definitions in " + place + ": definitions and templates have more"
                    + " than " + MOST_BYTES / MEGABYTE
                    + " MB together. Take away those that are not needed, then run again.");
        }
        return Optional.empty();
    }
}
