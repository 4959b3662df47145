package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.RememberedJobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which jobs' permissions a pass looks at, and what comes of it. A listing does not show permissions: each job costs a
 * call, so only jobs whose definition speaks of permissions are looked at, or did when last applied. Where these are too
 * many for one pass, those whose definition changed come first, then those whose turn was longest ago.
 */
public final class PermissionReview {

    /** How many jobs' permissions one pass reads. Permissions API 2.0 allows 100 a second: so many take two seconds. */
    public static final int READS_A_PASS = 200;

    private static final int NAMED = 5;

    /**
     * A job whose permissions are to be looked at.
     *
     * @param wanted what its definition asks for
     * @param asked what was last asked for
     * @param round when it last had its turn
     */
    private record Subject(JobKey key, long jobId, AccessControl wanted, AccessControl asked, long round) {

        private boolean isSettled() {
            return wanted.equals(asked);
        }
    }

    private static final Comparator<Subject> BY_URGENCY = Comparator.comparing(Subject::isSettled)
            .thenComparingLong(Subject::round)
            .thenComparing(Subject::key);

    private final int budget;
    private final List<Subject> chosen;
    private final List<Subject> left;

    private PermissionReview(int budget, List<Subject> subjects) {
        this.budget = budget;
        this.chosen = List.copyOf(subjects.subList(0, Math.min(budget, subjects.size())));
        this.left = List.copyOf(subjects.subList(chosen.size(), subjects.size()));
    }

    /**
     * Chooses among the jobs that a plan keeps.
     *
     * @param known what earlier passes remember
     * @param budget how many jobs may be looked at; 0 for a pass that looks at none
     */
    public static PermissionReview of(Plan plan, DesiredState desired, Map<JobKey, AppliedJob> known, int budget) {
        Map<JobKey, AccessControl> wanted = desired.jobs().stream()
                .collect(Collectors.toMap(DesiredJob::key, job -> AccessControl.in(job.settings())));
        RememberedJobs remembered = new RememberedJobs(known);
        List<Subject> subjects = new ArrayList<>();
        for (Change change : plan.changes()) {
            if (change.action().keeps() && change.jobId().isPresent()) {
                long jobId = change.jobId().getAsLong();
                Optional<AppliedJob> last = remembered.of(change.key(), jobId);
                subjects.add(new Subject(
                        change.key(),
                        jobId,
                        wanted.getOrDefault(change.key(), AccessControl.NONE),
                        last.map(job -> AccessControl.in(job.settings())).orElse(AccessControl.NONE),
                        last.map(AppliedJob::permissionsRound).orElse(0L)));
            }
        }
        subjects.removeIf(subject -> subject.wanted.isEmpty() && subject.asked.isEmpty());
        subjects.sort(BY_URGENCY);
        return new PermissionReview(budget, subjects);
    }

    /** The jobs to look at. */
    public List<Long> jobIds() {
        return chosen.stream().map(Subject::jobId).toList();
    }

    /**
     * The plan with what has to be done about permissions.
     *
     * @param granted what was found, by job; jobs that are not in it keep their permissions
     */
    public Plan complete(Plan plan, Map<Long, AccessControl> granted) {
        Map<JobKey, AccessComparison> found = new HashMap<>();
        for (Subject subject : chosen) {
            Optional.ofNullable(granted.get(subject.jobId))
                    .ifPresent(actual ->
                            found.put(subject.key, AccessComparison.of(subject.wanted, actual, subject.asked)));
        }
        List<Change> changes = plan.changes().stream()
                .map(change -> Optional.ofNullable(found.get(change.key()))
                        .map(change::with)
                        .orElse(change))
                .toList();
        return new Plan(changes, plan.owned());
    }

    /** Tells of jobs whose permissions were to change and could not be looked at. */
    public Optional<String> note() {
        List<String> waiting = left.stream()
                .filter(subject -> !subject.isSettled())
                .map(subject -> subject.key.value())
                .toList();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        String names = String.join(", ", waiting.subList(0, Math.min(NAMED, waiting.size())));
        String more = waiting.size() > NAMED ? " and " + (waiting.size() - NAMED) + " more" : "";
        String why = budget == 0
                ? "only a pass over all jobs applies them"
                : "one pass reads those of " + budget + " jobs, the next passes go on";
        return Optional.of("changed permissions are not applied yet, of " + names + more + ": " + why);
    }

    /** What to remember of the jobs, given what would be without this review: which of them had their turn. */
    public Map<JobKey, AppliedJob> remember(Map<JobKey, AppliedJob> jobs) {
        if (left.isEmpty() || chosen.isEmpty()) {
            return jobs;
        }
        Set<Long> looked = new HashSet<>(jobIds());
        long round = 1
                + jobs.values().stream()
                        .mapToLong(AppliedJob::permissionsRound)
                        .max()
                        .orElse(0);
        Map<JobKey, AppliedJob> marked = new HashMap<>(jobs);
        marked.replaceAll((key, job) -> looked.contains(job.jobId()) ? job.inRound(round) : job);
        return marked;
    }
}
