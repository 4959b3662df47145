package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StateIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides which jobs' permissions a run reads, and what to do about them. A listing does not show permissions, so each
 * job costs a call: a run reads only those of jobs whose definition sets permissions, or did according to the state. A
 * run over some jobs reads only those that are to change. Where these are too many for one run, those whose definition
 * changed come first, then those whose turn was longest ago.
 */
public final class PermissionTurns {

    /**
     * How many jobs' permissions one run reads. Permissions API 2.0 allows 100 reads a second: these take two seconds.
     */
    public static final int READS_A_RUN = 200;

    private static final int NAMED = 5;

    /**
     * A job whose definition sets permissions, or did according to the state.
     *
     * @param wanted what its definition asks for
     * @param asked what it asked for according to the state
     * @param failed whether the last run failed with the job: what was asked for then may not have been given
     * @param round the round in which the job had its last turn
     */
    private record Subject(
            JobKey key, long jobId, AccessControl wanted, AccessControl asked, boolean failed, long round) {

        private boolean isSettled() {
            return wanted.equals(asked);
        }
    }

    private static final Comparator<Subject> BY_URGENCY = Comparator.comparing(Subject::isSettled)
            .thenComparingLong(Subject::round)
            .thenComparing(Subject::key);

    private final int budget;
    private final boolean everyJob;
    private final List<Subject> chosen;
    private final List<Subject> left;
    private final Set<JobKey> waiting;

    private PermissionTurns(int budget, boolean everyJob, List<Subject> subjects) {
        this.budget = budget;
        this.everyJob = everyJob;
        this.chosen = List.copyOf(subjects.subList(0, Math.min(budget, subjects.size())));
        this.left = List.copyOf(subjects.subList(chosen.size(), subjects.size()));
        this.waiting = left.stream()
                .filter(subject -> !everyJob || !subject.isSettled())
                .map(Subject::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Chooses for a run over all jobs, among the existing ones that are kept in line with their definitions.
     *
     * @param kept their ids, by definition
     * @param budget how many jobs' permissions may be read
     */
    static PermissionTurns ofAll(
            Map<JobKey, Long> kept, DesiredState desired, Map<JobKey, AppliedJob> state, int budget) {
        return new PermissionTurns(budget, true, subjects(kept, desired, state));
    }

    /** Chooses for a run over some jobs, among those of them whose permissions are to change: it is nobody's turn. */
    static PermissionTurns ofChanged(
            Map<JobKey, Long> kept, DesiredState desired, Map<JobKey, AppliedJob> state, int budget) {
        List<Subject> subjects = subjects(kept, desired, state);
        subjects.removeIf(subject -> subject.isSettled() && !subject.failed);
        return new PermissionTurns(budget, false, subjects);
    }

    private static List<Subject> subjects(Map<JobKey, Long> kept, DesiredState desired, Map<JobKey, AppliedJob> state) {
        Map<JobKey, AccessControl> wanted = desired.jobs().stream()
                .collect(Collectors.toMap(DesiredJob::key, job -> AccessControl.in(job.settings())));
        StateIndex index = new StateIndex(state);
        List<Subject> subjects = new ArrayList<>();
        Set<JobKey> left = ignoring(desired);
        kept.forEach((key, jobId) -> {
            if (left.contains(key)) {
                return;
            }
            Optional<AppliedJob> applied = index.of(key, jobId);
            subjects.add(new Subject(
                    key,
                    jobId,
                    wanted.getOrDefault(key, AccessControl.NONE),
                    applied.map(job -> AccessControl.in(job.settings())).orElse(AccessControl.NONE),
                    applied.filter(job -> !job.isKnown()).isPresent(),
                    applied.map(AppliedJob::permissionsRound).orElse(0L)));
        });
        subjects.removeIf(subject -> subject.wanted.isEmpty() && subject.asked.isEmpty());
        subjects.sort(BY_URGENCY);
        return subjects;
    }

    /** Returns the definitions that leave permissions to others. */
    private static Set<JobKey> ignoring(DesiredState desired) {
        return desired.jobs().stream()
                .filter(job -> job.ignored().contains(AccessControl.FIELD))
                .map(DesiredJob::key)
                .collect(Collectors.toSet());
    }

    /** Reports whether any definition sets permissions, or did according to the state. */
    static boolean matter(DesiredState desired, Map<JobKey, AppliedJob> state) {
        return desired.jobs().stream()
                        .anyMatch(job -> !AccessControl.in(job.settings()).isEmpty())
                || state.values().stream()
                        .anyMatch(job -> !AccessControl.in(job.settings()).isEmpty());
    }

    /** Returns the jobs whose permissions to read. */
    List<Long> jobIds() {
        return chosen.stream().map(Subject::jobId).toList();
    }

    /**
     * Returns the changes with what has to be done about permissions.
     *
     * @param granted the permissions that were read, by job; all other jobs keep theirs
     */
    List<Change> complete(List<Change> changes, Map<Long, GrantedAccess> granted) {
        Map<JobKey, AccessComparison> found = new HashMap<>();
        for (Subject subject : chosen) {
            Optional.ofNullable(granted.get(subject.jobId))
                    .ifPresent(actual ->
                            found.put(subject.key, AccessComparison.of(subject.wanted, actual, subject.asked)));
        }
        return changes.stream()
                .map(change -> Optional.ofNullable(found.get(change.key()))
                        .map(change::with)
                        .orElse(change))
                .toList();
    }

    /** Names the jobs whose permissions are to change but are not read in this run; empty when there are none. */
    public Optional<String> note() {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("changed permissions are not applied yet, of " + named(waiting)
                + ": one pass reads those of " + budget + " jobs, the next passes go on");
    }

    /**
     * Tells which jobs' permissions can't be changed, by reason. Told while the state does not say that they were asked
     * for: of permissions to give that is once, of permissions to take away every time, since somebody still has them.
     */
    List<String> obstacles(List<Change> changes) {
        Set<JobKey> changed = chosen.stream()
                .filter(subject -> !subject.isSettled())
                .map(Subject::key)
                .collect(Collectors.toSet());
        Map<String, List<JobKey>> keys = new TreeMap<>();
        for (Change change : changes) {
            change.access()
                    .flatMap(AccessComparison::obstacle)
                    .filter(obstacle -> changed.contains(change.key()))
                    .ifPresent(obstacle -> keys.computeIfAbsent(obstacle, key -> new ArrayList<>())
                            .add(change.key()));
        }
        return keys.entrySet().stream()
                .map(why -> "changed permissions are not applied, of " + named(why.getValue()) + ": " + why.getKey())
                .toList();
    }

    private static String named(Collection<JobKey> keys) {
        String names = keys.stream().limit(NAMED).map(JobKey::value).collect(Collectors.joining(", "));
        return keys.size() > NAMED ? names + " and " + (keys.size() - NAMED) + " more" : names;
    }

    /** Reports whether the job's permissions are to change but are not read in this run. */
    public boolean isWaiting(JobKey key) {
        return waiting.contains(key);
    }

    /** Returns the state with the round recorded for the jobs that had their turn: none in a run over some jobs. */
    public Map<JobKey, AppliedJob> mark(Map<JobKey, AppliedJob> jobs) {
        if (!everyJob || left.isEmpty() || chosen.isEmpty()) {
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
