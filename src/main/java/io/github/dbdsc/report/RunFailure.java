package io.github.dbdsc.report;

import java.time.Instant;

/**
 * Why there is no report of a run: its tries failed.
 *
 * @param error why the last one failed, as a message for the user; shortened
 * @param tries how many have failed
 * @param since when the run was asked for: what it was to apply is not applied since then
 * @param last when the last one failed
 */
public record RunFailure(String error, int tries, Instant since, Instant last) {

    /** Stores keep this in headers, where a character may take six bytes. */
    private static final int LONGEST_ERROR = 400;

    public RunFailure {
        String printable = error.replaceAll("\\s*\\p{Cntrl}+\\s*", " ");
        error = printable.length() <= LONGEST_ERROR ? printable : printable.substring(0, LONGEST_ERROR - 1) + "…";
    }
}
