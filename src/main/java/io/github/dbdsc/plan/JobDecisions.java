package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.SingleTaskForm;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to the job of a definition.
 *
 * @param alone the only job that the run was asked for; null when it was asked for more
 */
record JobDecisions(
        OwnershipPolicy policy,
        Matching matching,
        JobFields fields,
        @Nullable JobKey alone) {

    /** Returns what happens to the job that a definition means. */
    Change about(Matching.Pair pair) {
        DesiredJob job = pair.job();
        Match match = pair.match();
        if (match instanceof Match.Unreadable unreadable) {
            return Change.refused(job.key(), job.name(), match.found().orElse(null), unreadable.reason());
        }
        JobIds ids = matching.ids();
        Optional<JobKey> missing = ids.missing(pair);
        if (missing.isPresent() && !(match instanceof Match.Conflict)) {
            return Change.refused(job.key(), job.name(), match.found().orElse(null), hasNoJob(missing.get()));
        }
        if (match instanceof Match.Ours ours) {
            return update(job, ours).ignoring(ignoredBy(job));
        }
        if (match instanceof Match.Adoptable adoptable) {
            ActualJob actual = adoptable.job();
            return replace(Action.ADOPT, job, actual, adoptable.reason(), compareAdopted(job, actual))
                    .ignoring(ignoredBy(job));
        }
        if (match instanceof Match.Absent absent) {
            return Change.create(
                            job.key(),
                            orNull(absent.reason()),
                            policy.stamped(job).resolved(ids::of),
                            absent.unlisted())
                    .ignoring(ignoredBy(job));
        }
        Match.Conflict conflict = (Match.Conflict) match;
        return Change.refused(job.key(), job.name(), conflict.job().orElse(null), conflict.reason());
    }

    IgnoredFields ignoredBy(DesiredJob job) {
        return IgnoredFields.of(job.ignored(), fields);
    }

    private static String hasNoJob(JobKey other) {
        return "it needs the id of the job of " + other.path()
                + ", which has none yet and gets none in this pass; put that one right first";
    }

    private static @Nullable String orNull(String reason) {
        return reason.isEmpty() ? null : reason;
    }

    private Change update(DesiredJob job, Match.Ours ours) {
        Comparison comparison = compare(job, ours.job());
        boolean unkept = inState(job, ours.job()).filter(AppliedJob::unkept).isPresent();
        if (!comparison.differences().isEmpty() && !OlderTags.areAllIn(comparison)) {
            Change update = replace(Action.UPDATE, job, ours.job(), orNull(ours.reason()), comparison);
            // nothing is written where all of that turns out to be the service's doing
            return unkept && !comparison.evolved().isEmpty() ? update.orUnkept(whyUnkept(job, ours.job())) : update;
        }
        return unkept ? unkept(job, ours.job(), comparison) : Change.none(job.key(), ours.job(), comparison);
    }

    /** Returns what the job still does not keep, as a message for the user; null when there is nothing. */
    private @Nullable String whyUnkept(DesiredJob job, ActualJob actual) {
        ReadBack readBack = readBack(job, actual);
        return readBack.lost().isEmpty() ? null : readBack.whyFailed();
    }

    /** Decides about a job that did not keep what was sent last time: that is only sent again for whoever asks for it. */
    private Change unkept(DesiredJob job, ActualJob actual, Comparison comparison) {
        ReadBack readBack = readBack(job, actual);
        if (readBack.lost().isEmpty()) {
            return Change.none(job.key(), actual, comparison);
        }
        return job.key().equals(alone)
                ? replace(Action.UPDATE, job, actual, UNKEPT, comparison.but(readBack.lost()))
                : Change.none(job.key(), actual, comparison, readBack.whyFailed());
    }

    private ReadBack readBack(DesiredJob job, ActualJob actual) {
        JobSettings wanted = ignoredBy(job).without(wanted(job));
        return ReadBack.of(wanted, wanted, ignoredBy(job).without(actual.settings()), fields);
    }

    private static final String UNKEPT = "the workspace did not keep it when it was written last, and is asked again";

    private Comparison compare(DesiredJob job, ActualJob actual) {
        JobSettings wanted = policy.stampedWithoutPermissions(job);
        return compare(wanted, actual, inState(job, actual).orElse(null), ignoredBy(job));
    }

    /**
     * Compares a job with settings that have our tags and no permissions.
     *
     * @param applied the job in the state; null when it holds none
     */
    Comparison compare(JobSettings wanted, ActualJob actual, @Nullable AppliedJob applied, IgnoredFields ignored) {
        return compare(wanted, linedUp(wanted, actual), applied, ignored);
    }

    /** Returns what the workspace shows, in the form of what is wanted. */
    private static JobSettings linedUp(JobSettings wanted, ActualJob actual) {
        ObjectNode shown = actual.settings().view();
        return SingleTaskForm.isLikeTaskOf(shown, wanted.view())
                ? JobSettings.keeping(SingleTaskForm.linedUp(shown, wanted.view()))
                : actual.settings();
    }

    private Comparison compare(
            JobSettings wanted, JobSettings shown, @Nullable AppliedJob applied, IgnoredFields ignored) {
        Comparison compared = OlderTags.withoutCut(Comparison.of(
                        ignored.without(wanted),
                        ignored.without(shown),
                        applied == null ? null : ignored.without(applied, shown),
                        matching.ids(),
                        fields))
                .suppressing(ignored.among(wanted, shown));
        return applied != null && applied.isUndone() ? undone(compared) : compared;
    }

    /** Nobody has changed a job by hand that an undo has put back. */
    private static Comparison undone(Comparison compared) {
        return compared.but(compared.differences().stream()
                .map(field -> field.isDrift()
                        ? new Difference(field.path(), field.before(), field.after(), Cause.PUT_BACK)
                        : field)
                .toList());
    }

    /** Compares a job of one task, whose key nobody chose where it was made in the old form, under the key of our task. */
    private Comparison compareAdopted(DesiredJob job, ActualJob actual) {
        JobSettings wanted = policy.stampedWithoutPermissions(job);
        return SingleTaskForm.underKeyOf(actual.settings().view(), wanted.view())
                .map(same -> compare(wanted, JobSettings.keeping(same), null, ignoredBy(job))
                        .and(List.of(renamed(actual.settings().view(), wanted.view()))))
                .orElseGet(() -> compare(job, actual));
    }

    /** Returns what the workspace shows, with an only task under the key that it is to have. */
    private static JobSettings underOurKey(JobSettings wanted, ActualJob actual) {
        JobSettings shown = linedUp(wanted, actual);
        return SingleTaskForm.underKeyOf(shown.view(), wanted.view())
                .map(JobSettings::keeping)
                .orElse(shown);
    }

    private static Difference renamed(ObjectNode shown, ObjectNode wanted) {
        JsonNode key = SingleTaskForm.keyOf(wanted);
        return new Difference("tasks[" + key.asText() + "].task_key", SingleTaskForm.keyOf(shown), key, Cause.DEFINED);
    }

    private Optional<AppliedJob> inState(DesiredJob job, ActualJob actual) {
        return matching.state().of(job.key(), actual.id());
    }

    /** Returns what jobs/reset takes. Permissions are no part of it: {@link PermissionTurns} handles them. */
    JobSettings wanted(DesiredJob job) {
        return policy.stampedWithoutPermissions(job).resolved(matching.ids()::of);
    }

    private Change replace(
            Action action, DesiredJob job, ActualJob actual, @Nullable String because, Comparison comparison) {
        return replace(
                action,
                job.key(),
                wanted(job),
                ignoredBy(job),
                actual,
                inState(job, actual).orElse(null),
                because,
                comparison);
    }

    /**
     * Returns the change that gives a job these settings.
     *
     * @param known the job in the state; null when it holds none
     */
    Change replace(
            Action action,
            JobKey key,
            JobSettings wanted,
            IgnoredFields ignored,
            ActualJob actual,
            @Nullable AppliedJob known,
            @Nullable String because,
            Comparison comparison) {
        AppliedJob applied = known == null ? null : ignored.without(known);
        JobSettings sent = ignored.asShown(
                RunAs.putBack(
                        OperatorFields.keep(wanted, actual.settings(), applied, fields),
                        applied,
                        comparison,
                        policy.identity().orElse(null)),
                action == Action.ADOPT ? underOurKey(wanted, actual) : linedUp(wanted, actual));
        Comparison told = RunAs.told(comparison, sent, fields);
        Comparison written = action == Action.ADOPT ? told.adopting() : told.writing();
        return Change.replace(action, key, actual, because, written, wanted, sent);
    }
}
