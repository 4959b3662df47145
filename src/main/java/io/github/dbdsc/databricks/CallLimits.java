package io.github.dbdsc.databricks;

import java.time.Duration;

/**
 * How long a call may take and how large its answer may be, so that none can hang a run or fill the memory.
 *
 * @param deadline from the start of a call, with connecting, to the last byte of its answer
 * @param mostBytes of an answer's body
 */
public record CallLimits(Duration deadline, long mostBytes) {

    private static final int MEGABYTE = 1024 * 1024;

    /** The limits where nothing else is said. A page of 100 jobs has a few megabytes when these are large. */
    public static final CallLimits DEFAULT = ofMegabytes(64);

    /** Returns the usual deadline of a minute with another limit for the size. */
    public static CallLimits ofMegabytes(int most) {
        return new CallLimits(Duration.ofSeconds(60), (long) most * MEGABYTE);
    }

    int megabytes() {
        return Math.toIntExact(mostBytes / MEGABYTE);
    }
}
