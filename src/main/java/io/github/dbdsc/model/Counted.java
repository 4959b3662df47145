package io.github.dbdsc.model;

/** A number of things in words: {@code 1 job}, {@code 2 jobs}. */
public final class Counted {

    private Counted() {}

    /**
     * Returns the number and the thing, in its plural unless there is one.
     *
     * @param thing its singular, whose plural ends in s
     */
    public static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
