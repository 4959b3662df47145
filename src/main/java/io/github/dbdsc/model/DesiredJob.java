package io.github.dbdsc.model;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A job as its definition wants it.
 *
 * @param key the definition it comes from
 * @param settings rendered, in multi-task form, validated, without ownership tags
 * @param adopt whether a job of the same name that nobody owns may be taken over ({@code "$adopt": true})
 * @param protect whether the job must never be deleted ({@code "$protect": true})
 */
public record DesiredJob(JobKey key, JobSettings settings, boolean adopt, boolean protect) {

    /** Enough to tell all renderings of one definition apart. */
    private static final int FINGERPRINT_DIGITS = 16;

    public String name() {
        return settings.name();
    }

    /** Returns the definitions whose jobs these settings refer to by {@code job_ref()}, in the order in which they occur. */
    public Set<JobKey> refersTo() {
        Set<JobKey> keys = new LinkedHashSet<>();
        for (Reference reference : settings.references()) {
            if (reference instanceof Reference.ToJob other) {
                keys.add(other.key());
            }
        }
        return keys;
    }

    /** Returns the same text for the same rendered definition, before names are resolved to ids. */
    public String fingerprint() {
        return settings.digest().substring(0, FINGERPRINT_DIGITS)
                + (adopt ? "+adopt" : "")
                + (protect ? "+protect" : "");
    }

    /** Returns the same job with other settings. */
    public DesiredJob with(JobSettings other) {
        return new DesiredJob(key, other, adopt, protect);
    }
}
