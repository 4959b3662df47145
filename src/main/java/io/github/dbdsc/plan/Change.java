package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Reference;
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
 * @param actual the job in question as it is; empty for a job that is yet to be made, or where several are meant
 * @param reason why, in the user's words
 * @param comparison what an update or adoption changes, and what looks different but is not
 * @param settings what to send, ownership tags included; empty when the action sends none
 * @param access what permissions the job has and is to have; empty when they were not looked at
 * @param unlisted of a create: the job that the definition had before and the listing does not show. It may be gone, or
 *     our identity may no longer see it
 */
public record Change(
        Action action,
        JobKey key,
        String name,
        Optional<ActualJob> actual,
        String reason,
        Comparison comparison,
        Optional<JobSettings> settings,
        Optional<AccessComparison> access,
        OptionalLong unlisted) {

    /** The reason of a create that has no other. */
    static final String NEW = "there is no such job";

    /** The reason of an update that has no other. */
    static final String DIFFERENT = "it differs from its definition";

    /** The reason of a job that is left alone because all is well. */
    static final String AS_DEFINED = "as defined";

    private static final Set<String> USUAL = Set.of(NEW, DIFFERENT, AS_DEFINED);

    /** The job in question, if there is one. */
    public OptionalLong jobId() {
        return actual.map(job -> OptionalLong.of(job.id())).orElse(OptionalLong.empty());
    }

    /** The permissions to give; empty when they stay as they are. */
    public Optional<AccessControl> permissions() {
        return access.flatMap(AccessComparison::toGrant);
    }

    /** Whether the job is there and its settings are as defined, whatever becomes of its permissions. */
    public boolean keepsSettings() {
        return action.keeps() && settings.isEmpty();
    }

    /** The same change, with what was found of the job's permissions. */
    Change with(AccessComparison found) {
        boolean wasIdle = action == Action.NONE && found.toGrant().isPresent();
        return new Change(
                wasIdle ? Action.UPDATE : action,
                key,
                name,
                actual,
                wasIdle ? DIFFERENT : reason,
                comparison.and(found),
                settings,
                Optional.of(found),
                unlisted);
    }

    /** The same change where only some jobs are written: refused when it needs the id of another that is yet to be made. */
    Change among(Set<JobKey> keys) {
        return settings.stream()
                .flatMap(sent -> sent.references().stream())
                .filter(needed -> !(needed instanceof Reference.ToJob other) || !keys.contains(other.key()))
                .findFirst()
                .map(needed -> refused(
                        key,
                        name,
                        actual,
                        "it needs the id of " + needed.text() + ", whose job is yet to be made; a pass over all jobs"
                                + " makes both"))
                .orElse(this);
    }

    /** What the change changes, in the order of the definition's fields. */
    public List<Difference> differences() {
        return comparison.differences();
    }

    /** What looks different and does not count, each with why. */
    public List<Difference> suppressed() {
        return comparison.suppressed();
    }

    /** Whether carrying this out puts right what somebody did to the job in the workspace: changed it, or deleted it. */
    public boolean correctsDrift() {
        return switch (action) {
            case CREATE -> unlisted.isPresent();
            case UPDATE -> differences().stream().anyMatch(Difference::isDrift);
            case ADOPT, DELETE, NONE, ORPHAN, REFUSED -> false;
        };
    }

    /** Whether the reason says more than the action does. */
    public boolean needsExplanation() {
        return needsExplanation(reason);
    }

    /** Whether a change's reason says more than its action does. */
    public static boolean needsExplanation(String reason) {
        return !USUAL.contains(reason);
    }

    static Change create(JobKey key, String reason, JobSettings settings, OptionalLong unlisted) {
        return new Change(
                Action.CREATE,
                key,
                settings.name(),
                Optional.empty(),
                reason,
                Comparison.NOTHING,
                Optional.of(settings),
                Optional.empty(),
                unlisted);
    }

    static Change replace(
            Action action, JobKey key, ActualJob actual, String reason, Comparison comparison, JobSettings settings) {
        return new Change(
                action,
                key,
                settings.name(),
                Optional.of(actual),
                reason,
                comparison,
                Optional.of(settings),
                Optional.empty(),
                OptionalLong.empty());
    }

    static Change none(JobKey key, ActualJob actual, Comparison comparison) {
        return new Change(
                Action.NONE,
                key,
                actual.name(),
                Optional.of(actual),
                AS_DEFINED,
                comparison,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }

    static Change orphan(JobKey key, ActualJob actual, String whyKept) {
        return idle(Action.ORPHAN, key, actual.name(), Optional.of(actual), key.path() + " is gone; " + whyKept);
    }

    static Change delete(JobKey key, ActualJob actual) {
        return idle(Action.DELETE, key, actual.name(), Optional.of(actual), key.path() + " is gone");
    }

    static Change refused(JobKey key, String name, Optional<ActualJob> actual, String reason) {
        return idle(Action.REFUSED, key, name, actual, reason);
    }

    private static Change idle(Action action, JobKey key, String name, Optional<ActualJob> actual, String reason) {
        return new Change(
                action,
                key,
                name,
                actual,
                reason,
                Comparison.NOTHING,
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty());
    }
}
