package io.github.dbdsc.definition;

import io.github.dbdsc.model.StoreException;

/**
 * Keeps a snapshot small enough for memory by counting the listed files before any of them is read. Otherwise anybody who
 * may upload could end the process, and with it every run, with one large file.
 */
public final class SnapshotSize {

    private static final int MEGABYTE = 1024 * 1024;

    /** Far more than the settings of a job have. */
    static final long MOST_BYTES_OF_A_FILE = 5 * MEGABYTE;

    /** Ten thousand definitions of ten kilobytes each. */
    static final long MOST_BYTES = 100 * MEGABYTE;

    private final String place;
    private long total;

    /** @param place where the files are, for messages: {@code container 'databricks-jobs'} */
    public SnapshotSize(String place) {
        this.place = place;
    }

    /**
     * Counts a file.
     *
     * @throws StoreException when the file is too large, or all files together are
     */
    public void add(String path, long bytes) {
        if (bytes > MOST_BYTES_OF_A_FILE) {
            throw new StoreException("Can't read the definitions in " + place + ": '" + path + "' has " + bytes
                    + " bytes, and " + MOST_BYTES_OF_A_FILE / MEGABYTE
                    + " MB is the most. Take it away or make it smaller, then run again.");
        }
        total += bytes;
        if (total > MOST_BYTES) {
            throw new StoreException("Can't read the definitions in " + place + ": definitions and templates have more"
                    + " than " + MOST_BYTES / MEGABYTE
                    + " MB together. Take away those that are not needed, then run again.");
        }
    }
}
