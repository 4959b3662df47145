package io.github.dbdsc.model;

import java.util.Comparator;

/**
 * Something that the user can put right, in the user's words.
 *
 * @param severity whether it holds the job back
 * @param file the file, relative to the container
 * @param line counted from 1; 0 when the place is not known
 * @param column counted from 1; 0 when the place is not known
 * @param message what is wrong and what to do about it
 */
public record Problem(Severity severity, String file, int line, int column, String message)
        implements Comparable<Problem> {

    /** An error leaves its job as it is; a warning does not hold it back. */
    public enum Severity {
        ERROR,
        WARNING
    }

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::severity)
            .thenComparing(Problem::message);

    public static Problem error(String file, int line, int column, String message) {
        return new Problem(Severity.ERROR, file, line, column, message);
    }

    public static Problem warning(String file, int line, int column, String message) {
        return new Problem(Severity.WARNING, file, line, column, message);
    }

    /** Returns the same as an error. */
    public Problem asError() {
        return error(file, line, column, message);
    }

    /** Returns the same as a warning. */
    public Problem asWarning() {
        return warning(file, line, column, message);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns the place as editors and terminals link it: {@code jobs/a.json:3:7}. */
    public String place() {
        if (line == 0) {
            return file;
        }
        return file + ":" + line + (column == 0 ? "" : ":" + column);
    }

    @Override
    public int compareTo(Problem other) {
        return BY_PLACE.compare(this, other);
    }
}
