package io.github.dbdsc.model;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job as its definition wants it.
 *
 * @param key the definition it comes from
 * @param settings rendered, in multi-task form, validated, without ownership tags
 * @param adopt which job that nobody owns may be taken over ({@code "$adopt"})
 * @param protect whether the job must never be deleted ({@code "$protect": true})
 * @param ignored the paths of fields that others own ({@code "$ignore"})
 * @param hold keeps the job from being written ({@code "$hold"}); null where the definition does not hold it
 * @param given the paths of the settings that are not the definition's own, and who gives them
 * @param force whether the job goes back to older files than those last applied ({@code "$force": true})
 */
public record DesiredJob(
        JobKey key,
        JobSettings settings,
        Adopt adopt,
        boolean protect,
        List<String> ignored,
        @Nullable Hold hold,
        Map<String, Giver> given,
        boolean force) {

    /** Enough to tell all renderings of one definition apart. */
    private static final int FINGERPRINT_DIGITS = 16;

    public DesiredJob {
        ignored = List.copyOf(ignored);
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /** A job whose settings are all its definition's own. */
    public DesiredJob(
            JobKey key,
            JobSettings settings,
            boolean adopt,
            boolean protect,
            List<String> ignored,
            @Nullable Hold hold) {
        this(key, settings, adopt ? Adopt.SAME_NAME : Adopt.NONE, protect, ignored, hold, Map.of(), false);
    }

    /** A job that is written as soon as it differs, whole. */
    public DesiredJob(JobKey key, JobSettings settings, boolean adopt, boolean protect) {
        this(key, settings, adopt, protect, List.of(), null);
    }

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
                + adopt.mark()
                + (protect ? "+protect" : "")
                + (ignored.isEmpty() ? "" : "+ignore" + digest(ignored.toString()))
                + (hold == null ? "" : "+hold" + digest(hold.json().toString()));
    }

    private static String digest(String directive) {
        return Sha256.hex(directive.getBytes(StandardCharsets.UTF_8)).substring(0, FINGERPRINT_DIGITS);
    }

    /** Returns the same job with other settings. */
    public DesiredJob with(JobSettings other) {
        return new DesiredJob(key, other, adopt, protect, ignored, hold, given, force);
    }
}
