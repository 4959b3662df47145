package io.github.dbdsc.model;

import java.nio.charset.StandardCharsets;

/**
 * A job as its definition wants it.
 *
 * @param key the definition it comes from
 * @param settings rendered, in multi-task form, validated, without ownership tags
 * @param adopt whether a job of the same name that nobody owns may be taken over ({@code "$adopt": true})
 * @param protect whether the job must never be deleted ({@code "$protect": true})
 */
public record DesiredJob(JobKey key, JobSettings settings, boolean adopt, boolean protect) {

    /** As many as tell all renderings of one definition apart. */
    private static final int FINGERPRINT_DIGITS = 16;

    public String name() {
        return settings.name();
    }

    /** The same for the same rendered definition, names not yet turned into ids. */
    public String fingerprint() {
        String content = settings.spelledOut() + "|" + adopt + "|" + protect;
        return Sha256.hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, FINGERPRINT_DIGITS);
    }

    /** The same job with other settings. */
    public DesiredJob with(JobSettings other) {
        return new DesiredJob(key, other, adopt, protect);
    }
}
