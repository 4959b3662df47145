package io.github.dbdsc.plan;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is to happen with one job, and why.
 *
 * @param action what is to happen
 * @param key the definition
 * @param name the job's display name
 * @param jobId the job in question; empty for a job that is yet to be made
 * @param reason why, in the user's words
 * @param differences what an update or adoption changes, in order of their paths in the definition
 * @param settings what to send, ownership tags included; empty when the action writes nothing
 */
public record Change(
        Action action,
        JobKey key,
        String name,
        OptionalLong jobId,
        String reason,
        List<Difference> differences,
        Optional<JobSettings> settings) {

    /** The reason of a create that has no other. */
    public static final String NEW = "there is no such job";

    /** The reason of an update that has no other. */
    public static final String DIFFERENT = "it differs from its definition";

    /** The reason of a job that is left alone because all is well. */
    public static final String AS_DEFINED = "as defined";

    private static final Set<String> USUAL = Set.of(NEW, DIFFERENT, AS_DEFINED);

    public Change {
        differences = List.copyOf(differences);
    }

    /** Whether the reason says more than the action does. */
    public boolean isUnusual() {
        return !USUAL.contains(reason);
    }

    static Change create(JobKey key, String reason, JobSettings settings) {
        return new Change(
                Action.CREATE, key, settings.name(), OptionalLong.empty(), reason, List.of(), Optional.of(settings));
    }

    static Change replace(
            Action action, JobKey key, long jobId, String reason, List<Difference> differences, JobSettings settings) {
        return new Change(
                action, key, settings.name(), OptionalLong.of(jobId), reason, differences, Optional.of(settings));
    }

    static Change none(JobKey key, String name, long jobId) {
        return idle(Action.NONE, key, name, OptionalLong.of(jobId), AS_DEFINED);
    }

    static Change orphan(JobKey key, String name, long jobId) {
        return idle(Action.ORPHAN, key, name, OptionalLong.of(jobId), key.path() + " is gone; the job is kept");
    }

    static Change refused(JobKey key, String name, OptionalLong jobId, String reason) {
        return idle(Action.REFUSED, key, name, jobId, reason);
    }

    private static Change idle(Action action, JobKey key, String name, OptionalLong jobId, String reason) {
        return new Change(action, key, name, jobId, reason, List.of(), Optional.empty());
    }
}
