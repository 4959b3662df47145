package io.github.dbdsc.report;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.report.JobStatus.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Derives the statuses of jobs after a run. A run over all jobs replaces all of them. A run over some replaces theirs,
 * and changes the others' only where the definitions alone show a change.
 */
final class StatusUpdate {

    private final Report report;
    private final DesiredState desired;
    private final Map<JobKey, AppliedJob> state;
    private final List<JobStatus> before;
    private final Map<String, JobStatus> beforeByKey = new HashMap<>();
    private final List<JobStatus> after = new ArrayList<>();

    private StatusUpdate(Report report, DesiredState desired, Map<JobKey, AppliedJob> state, List<JobStatus> before) {
        this.report = report;
        this.desired = desired;
        this.state = state;
        this.before = before;
        before.forEach(status -> beforeByKey.put(status.key(), status));
    }

    /**
     * Returns the statuses after a run.
     *
     * @param before the statuses before it
     * @param pending the plan that waited before it; null when none did
     * @param scope which jobs the run was about
     * @param state the state before it
     */
    static JobStatuses after(
            List<JobStatus> before,
            @Nullable PendingPlan pending,
            Report report,
            Scope scope,
            DesiredState desired,
            Map<JobKey, AppliedJob> state) {
        StatusUpdate update = new StatusUpdate(report, desired, state, before);
        update.addOutcomes();
        update.addBlocked();
        if (!(scope instanceof Scope.Everything)) {
            update.addOthers(scope instanceof Scope.Changes);
        }
        SortedSet<String> errors = report.problems().stream()
                .filter(Problem::isError)
                .map(JobStatuses::errorName)
                .collect(Collectors.toCollection(TreeSet::new));
        return new JobStatuses(
                report.runId(),
                report.startedAt(),
                update.after,
                PendingPlan.after(pending, report, scope, update.after),
                errors,
                "",
                null);
    }

    /** Returns the statuses after an undo: what it has put back is otherwise than defined, and what it deleted is gone. */
    static List<JobStatus> undone(List<JobStatus> before, Report report) {
        Map<Long, Change> written = new HashMap<>();
        report.outcomes().stream()
                .filter(outcome -> outcome.result() == Outcome.Result.APPLIED)
                .forEach(outcome -> outcome.jobId().ifPresent(id -> written.put(id, outcome.change())));
        List<JobStatus> after = new ArrayList<>();
        for (JobStatus status : before) {
            Change change = written.get(status.jobId().orElse(0));
            if (change == null) {
                after.add(status);
            } else if (change.action() != Action.DELETE) {
                after.add(status.with(Condition.HELD, change.reason(), report.runId()));
            }
        }
        return after;
    }

    private void addOutcomes() {
        for (Outcome outcome : report.outcomes()) {
            boolean gone = outcome.change().action() == Action.DELETE && outcome.result() == Outcome.Result.APPLIED;
            if (!gone && !isToldByOther(outcome)) {
                after.add(status(outcome));
            }
        }
    }

    /** A job has one status: that its new definition waits, unless it could not be put back. */
    private boolean isToldByOther(Outcome outcome) {
        return switch (outcome.change().part()) {
            case WHOLE -> false;
            case PUT_BACK -> isPutBack(outcome);
            case NEW_DEFINITION ->
                report.outcomes().stream()
                        .anyMatch(other -> other.change().part() == Change.Part.PUT_BACK
                                && other.change().key().equals(outcome.change().key())
                                && !isPutBack(other));
        };
    }

    private static boolean isPutBack(Outcome outcome) {
        return outcome.result() == Outcome.Result.APPLIED;
    }

    private JobStatus status(Outcome outcome) {
        String key = outcome.change().key().value();
        Condition condition = condition(outcome);
        Optional<JobStatus> previous = Optional.ofNullable(beforeByKey.get(key));
        // stored reports leave out jobs that are as defined
        String runId =
                condition == Condition.IN_SYNC ? previous.map(JobStatus::runId).orElse(report.runId()) : report.runId();
        return new JobStatus(
                key,
                outcome.change().name(),
                condition,
                outcome.jobId(),
                outcome.error().orElseGet(() -> reason(outcome)),
                runId,
                outcome.change().hold());
    }

    private static String reason(Outcome outcome) {
        Change change = outcome.change();
        if (outcome.result() == Outcome.Result.WAITING) {
            return "waits until somebody applies the plan: " + change.reason()
                    + (change.part() == Change.Part.NEW_DEFINITION
                            ? "; what was done by hand was put back to what was last applied"
                            : change.correctsDrift() ? ", and somebody changed it by hand" : "");
        }
        if (outcome.result() != Outcome.Result.APPLIED) {
            return outcome.result() == Outcome.Result.HELD && change.hold() != null
                    ? change.hold().sentence()
                    : change.reason();
        }
        String done =
                switch (change.action()) {
                    case CREATE -> "created";
                    case ADOPT -> "adopted";
                    default -> "updated";
                };
        return change.needsExplanation() ? done + ": " + change.reason() : done;
    }

    private static Condition condition(Outcome outcome) {
        return switch (outcome.result()) {
            case APPLIED -> Condition.CHANGED;
            case HELD -> Condition.HELD;
            case WAITING -> Condition.WAITING;
            case FAILED, PENDING -> Condition.FAILED;
            case REFUSED -> Condition.REFUSED;
            case UNCHANGED -> outcome.change().action() == Action.ORPHAN ? Condition.ORPHAN : Condition.IN_SYNC;
            case NOT_APPLIED -> outcome.change().action() == Action.DELETE ? Condition.ORPHAN : Condition.DRIFTED;
        };
    }

    private void addBlocked() {
        Map<String, String> errors = desired.problems().stream()
                .filter(Problem::isError)
                .collect(Collectors.toMap(
                        Problem::file, problem -> problem.place() + ": " + problem.message(), (first, next) -> first));
        for (JobKey key : desired.blocked()) {
            Optional<JobStatus> previous = Optional.ofNullable(beforeByKey.get(key.value()));
            Optional<AppliedJob> job = Optional.ofNullable(state.get(key));
            after.add(new JobStatus(
                    key.value(),
                    job.map(applied -> applied.settings().name())
                            .or(() -> previous.map(JobStatus::name))
                            .orElse(key.value()),
                    Condition.PROBLEM,
                    job.map(applied -> OptionalLong.of(applied.jobId()))
                            .or(() -> previous.map(JobStatus::jobId))
                            .orElse(OptionalLong.empty()),
                    errors.getOrDefault(key.path(), "its template or vars.json has an error; see the problems"),
                    report.runId(),
                    null));
        }
    }

    /** Adds jobs that the run was not about: unchanged, unless their definition is gone or has been fixed. */
    private void addOthers(boolean allChangesSeen) {
        Set<String> reported = after.stream().map(JobStatus::key).collect(Collectors.toSet());
        report.outcomes().forEach(outcome -> reported.add(outcome.change().key().value()));
        Set<Long> moved = new HashSet<>();
        after.forEach(status -> status.jobId().ifPresent(moved::add));
        Set<String> defined =
                desired.jobs().stream().map(DesiredJob::key).map(JobKey::value).collect(Collectors.toSet());
        for (JobStatus status : before) {
            boolean elsewhere =
                    status.jobId().isPresent() && moved.contains(status.jobId().getAsLong());
            if (!reported.contains(status.key()) && !elsewhere) {
                other(status, defined.contains(status.key()), allChangesSeen).ifPresent(after::add);
            }
        }
    }

    private Optional<JobStatus> other(JobStatus status, boolean isDefined, boolean allChangesSeen) {
        boolean hasJob = status.jobId().isPresent();
        if (!isDefined && status.condition() != Condition.ORPHAN) {
            String gone = new JobKey(status.key()).path() + " is gone";
            return hasJob ? Optional.of(status.with(Condition.ORPHAN, gone, report.runId())) : Optional.empty();
        }
        if (isDefined && status.condition() == Condition.PROBLEM) {
            String right = "its definition has no error any more, and is as it was last applied";
            return hasJob ? Optional.of(status.with(Condition.IN_SYNC, right, report.runId())) : Optional.empty();
        }
        if (isDefined && status.condition() == Condition.WAITING && allChangesSeen) {
            String same = "its definition is as it was last applied";
            return hasJob ? Optional.of(status.with(Condition.IN_SYNC, same, report.runId())) : Optional.empty();
        }
        return Optional.of(status);
    }
}
