package io.github.dbdsc.model;

/**
 * Which job that nobody owns a definition takes over, directive {@code $adopt}.
 *
 * @param sameName whether it is one of the definition's own name
 * @param jobId the id of the very job; 0 where none is named
 */
public record Adopt(boolean sameName, long jobId) {

    /** No job that somebody else made. */
    public static final Adopt NONE = new Adopt(false, 0);

    /** One of the same name. */
    public static final Adopt SAME_NAME = new Adopt(true, 0);

    /** Returns the directive that names a job. */
    public static Adopt of(long jobId) {
        return new Adopt(false, jobId);
    }

    /** Reports whether the very job is named. */
    public boolean namesJob() {
        return jobId > 0;
    }

    /** Returns the directive as part of a fingerprint. */
    String mark() {
        return namesJob() ? "+adopt" + jobId : sameName ? "+adopt" : "";
    }
}
