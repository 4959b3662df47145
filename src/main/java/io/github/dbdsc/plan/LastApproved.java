package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells apart what somebody did to a job by hand and what its definition asks for anew, where both have happened. The
 * former is put right at once, from what the state says was last applied; the latter waits for approval.
 *
 * @param remade the definitions whose jobs were deleted by hand and are made again
 */
record LastApproved(JobDecisions decisions, Map<JobKey, DesiredJob> desired, Set<JobKey> remade) {

    private static final String WAITS = "its new definition waits until somebody applies the plan";
    private static final String PUT_BACK = "put back to what was last applied; " + WAITS;
    private static final String MADE_AGAIN =
            "it was deleted by hand and is made again as it was last applied; " + WAITS + ", which is another one then";

    /**
     * The two parts of a change.
     *
     * @param putBack undoes what was done by hand; empty when nothing was, or that can't be told
     * @param anew what the definition asks for anew, the same whether or not the job is put back first; empty when there
     *     is nothing
     */
    record Split(Optional<Change> putBack, Optional<Change> anew) {

        /** Returns the parts in the order in which they come; a part that is alone is all that happens to the job. */
        List<Change> parts() {
            return anew.isEmpty()
                    ? putBack
                            .map(change -> ChangeDraft.like(change)
                                    .because(null)
                                    .part(Change.Part.WHOLE)
                                    .done())
                            .stream()
                            .toList()
                    : Stream.concat(putBack.stream(), anew.stream()).toList();
        }
    }

    /**
     * Splits a change of a job that the state knows.
     *
     * @param applied the job in the state, with the fingerprint of the definition that was applied
     */
    Optional<Split> split(Change change, AppliedJob applied) {
        DesiredJob job = desired.get(change.key());
        if (job == null || applied.echo().isEmpty()) {
            return Optional.empty();
        }
        JobSettings asked = withReferences(applied.settings());
        if (change.action() == Action.CREATE) {
            Change again = Change.create(change.key(), MADE_AGAIN, asked, change.unlisted());
            return Optional.of(new Split(
                    Optional.of(ChangeDraft.like(again)
                            .ignoring(IgnoredFields.of(applied.ignored(), fields()))
                            .part(Change.Part.PUT_BACK)
                            .done()),
                    Optional.of(ChangeDraft.like(change)
                            .part(Change.Part.NEW_DEFINITION)
                            .done())));
        }
        ActualJob actual = change.actual().orElseThrow();
        AccessComparison access = accessPutBack(change, applied);
        return Optional.of(new Split(
                putBack(change, actual, applied, asked, access), anew(change, actual, job, applied, asked, access)));
    }

    private JobFields fields() {
        return decisions.fields();
    }

    private Optional<Change> putBack(
            Change change, ActualJob actual, AppliedJob applied, JobSettings asked, @Nullable AccessComparison access) {
        IgnoredFields ignored = IgnoredFields.of(applied.ignored(), fields());
        JobSettings wanted = asked.without(AccessControl.FIELD);
        Comparison found =
                decisions.compare(wanted, actual, applied, ignored).without(byService(change), Comparison.SERVICE);
        ChangeDraft draft = found.differences().isEmpty()
                ? ChangeDraft.like(Change.none(change.key(), actual, found))
                : ChangeDraft.like(
                        decisions.replace(Action.UPDATE, change.key(), wanted, ignored, actual, applied, null, found));
        Change settings = draft.ignoring(ignored).part(Change.Part.PUT_BACK).done();
        Change whole = access == null ? settings : settings.with(access);
        return whole.action() == Action.UPDATE
                ? Optional.of(ChangeDraft.like(whole).because(PUT_BACK).done())
                : Optional.empty();
    }

    private static Set<String> byService(Change change) {
        return change.suppressed().stream()
                .filter(difference -> difference.reason().equals(Comparison.SERVICE))
                .map(Difference::path)
                .collect(Collectors.toSet());
    }

    private Optional<Change> anew(
            Change change,
            ActualJob actual,
            DesiredJob job,
            AppliedJob applied,
            JobSettings asked,
            @Nullable AccessComparison putBack) {
        IgnoredFields ignored = decisions.ignoredBy(job);
        JobSettings wanted = decisions.wanted(job);
        List<Difference> differences = ExactComparison.sinceApplied(
                ignored.without(wanted),
                ignored.without(asked),
                decisions.matching().ids(),
                fields());
        Comparison found = Comparison.NOTHING.but(differences);
        ChangeDraft draft = differences.isEmpty()
                ? ChangeDraft.like(Change.none(change.key(), actual, found))
                : ChangeDraft.like(decisions.replace(
                        Action.UPDATE, change.key(), wanted, ignored, actual, applied, change.because(), found));
        Change settings =
                draft.ignoring(ignored).part(Change.Part.NEW_DEFINITION).done();
        Change whole = putBack == null ? settings : settings.with(accessAnew(job, applied, putBack));
        return whole.action() == Action.UPDATE ? Optional.of(whole) : Optional.empty();
    }

    /** Returns what was granted or taken away by hand; null when the permissions were not read. */
    private @Nullable AccessComparison accessPutBack(Change change, AppliedJob applied) {
        AccessControl asked = AccessControl.in(applied.settings());
        return change.access()
                .map(found -> AccessComparison.of(asked, found.actual(), asked))
                .orElse(null);
    }

    private static AccessComparison accessAnew(DesiredJob job, AppliedJob applied, AccessComparison putBack) {
        GrantedAccess before = putBack.toGrant()
                .map(granted -> new GrantedAccess(
                        granted, putBack.actual().inherited(), putBack.actual().unclear()))
                .orElse(putBack.actual());
        return AccessComparison.of(AccessControl.in(job.settings()), before, AccessControl.in(applied.settings()));
    }

    /** Returns settings that refer to jobs which are made again by their definitions, since the ids are gone. */
    private JobSettings withReferences(JobSettings settings) {
        if (remade.isEmpty()) {
            return settings;
        }
        ObjectNode tree = settings.tree();
        refer(tree);
        return JobSettings.keeping(tree).resolved(decisions.matching().ids()::of);
    }

    private void refer(JsonNode node) {
        JsonNode id = node.path("run_job_task").path("job_id");
        if (id.isIntegralNumber() && node.path("run_job_task") instanceof ObjectNode task) {
            decisions
                    .matching()
                    .state()
                    .keyOf(id.longValue())
                    .filter(remade::contains)
                    .ifPresent(key -> task.set("job_id", JobIds.reference(key)));
        }
        node.forEach(this::refer);
    }
}
