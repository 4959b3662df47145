package io.github.dbdsc.report;

/**
 * How much of a report is shown to people.
 *
 * @param unchanged whether jobs that are as defined have a line each; otherwise they are only counted
 * @param whole whether long values, texts and settings are shown to their end
 */
public record Detail(boolean unchanged, boolean whole) {

    /** What is shown unless somebody asks for more. */
    public static final Detail USUAL = new Detail(false, false);
}
