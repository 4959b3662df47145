package io.github.dbdsc.plan;

import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StateIndex;
import io.github.dbdsc.model.SyncRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what to do about each job. */
public final class Planner {

    private final OwnershipPolicy policy;
    private final ApprovalPolicy approval;
    private final JobFields fields;
    private final Holds holds;

    public Planner(OwnershipPolicy policy, ApprovalPolicy approval, JobFields fields) {
        this(policy, approval, fields, Holds.NONE);
    }

    private Planner(OwnershipPolicy policy, ApprovalPolicy approval, JobFields fields, Holds holds) {
        this.policy = policy;
        this.approval = approval;
        this.fields = fields;
        this.holds = holds;
    }

    /** Returns the same where somebody holds jobs. */
    public Planner holding(Holds some) {
        return new Planner(policy, approval, fields, some);
    }

    /** Returns where the definitions come from; empty where that can't be told. */
    public Optional<String> source() {
        return policy.source();
    }

    /**
     * Reports whether the plan depends on our identity and it is not known: when a job without an owner has the name of
     * a desired job, where neither state nor source says whose a job is, and when a job is to run as us again.
     */
    public boolean needsIdentity(DesiredState desired, Collection<ActualJob> actual, Map<JobKey, AppliedJob> state) {
        if (policy.identity().isPresent()) {
            return false;
        }
        Set<String> wanted = desired.jobs().stream().map(DesiredJob::name).collect(Collectors.toSet());
        Set<JobKey> defined = Matching.defined(desired);
        List<ActualJob> settled = KeyReadings.settled(actual, defined, state);
        return settled.stream().anyMatch(job -> job.ownership().isEmpty() && wanted.contains(job.name()))
                || desired.jobs().stream().anyMatch(job -> RunAs.needsIdentity(job, state, defined))
                || new OwnedJobs(policy, new WorkspaceIndex(policy.owner(), settled), new StateIndex(state))
                        .dependOnIdentity(defined);
    }

    /** Returns which jobs a run covers. */
    public Selection selection(
            SyncRequest request, DesiredState rendered, Map<JobKey, AppliedJob> state, PruneTerms terms) {
        return Selection.of(request, rendered, state, terms);
    }

    /**
     * Reports whether all jobs have to be listed because some may be deleted and the limit is a share of all: once they
     * are counted, that holds for as long as the window lasts.
     */
    public boolean countsJobs(
            SyncRequest request, DesiredState rendered, Map<JobKey, AppliedJob> state, PruneTerms terms) {
        if (!request.prune()
                || request.approved().isPresent()
                || approval.pruneLimit() == ApprovalPolicy.NO_LIMIT
                || !terms.opensWindow()) {
            return false;
        }
        Selection selection = Selection.of(request, rendered, state, terms);
        Set<JobKey> defined = Matching.defined(rendered);
        return state.entrySet().stream()
                .anyMatch(job -> selection.has(job.getKey())
                        && !defined.contains(job.getKey())
                        && terms.due(job.getValue().jobId()).isEmpty());
    }

    /** Returns the jobs whose permissions the plan depends on, at most as many as one run reads. */
    public List<Long> permissionsToRead(
            DesiredState rendered,
            ActualState actual,
            Map<JobKey, AppliedJob> state,
            SyncRequest request,
            PruneTerms terms) {
        if (!PermissionTurns.matter(rendered, state)) {
            return List.of();
        }
        Selection selection = Selection.of(request, rendered, state, terms);
        DesiredState desired = actual.resolve(rendered, selection);
        Matching matching = Matching.of(policy(actual), desired, actual.jobs(), state, fields);
        Map<JobKey, Long> kept = matching.kept();
        kept.keySet().removeIf(key -> !selection.has(key));
        return turns(selection, kept, desired, state).jobIds();
    }

    private static PermissionTurns turns(
            Selection selection, Map<JobKey, Long> kept, DesiredState desired, Map<JobKey, AppliedJob> state) {
        return selection.isEverything()
                ? PermissionTurns.ofAll(kept, desired, state, PermissionTurns.READS_A_RUN)
                : PermissionTurns.ofChanged(kept, desired, state, PermissionTurns.READS_A_RUN);
    }

    /**
     * Plans a run: decides what happens to every desired job and every job of ours whose definition is gone, within the
     * scope of the request, and which of that is safe.
     *
     * @param rendered what the container asks for, before names are turned into ids
     * @param actual what was observed in the workspace
     * @param state the jobs in the state
     * @param terms on which terms jobs without a definition are deleted
     */
    public Plan plan(
            DesiredState rendered,
            ActualState actual,
            Map<JobKey, AppliedJob> state,
            SyncRequest request,
            PruneTerms terms) {
        Selection selection = Selection.of(request, rendered, state, terms);
        DesiredState desired = actual.resolve(rendered, selection);
        Matching matching = Matching.of(policy(actual), desired, actual.jobs(), state, fields);
        Pruning pruning = Pruning.of(request.prune(), desired, terms);
        JobKey alone = request.scope() instanceof Scope.One one ? one.key() : null;
        JobDecisions decisions = new JobDecisions(policy(actual), matching, fields, alone);
        ServiceEvolution found = evolution(selection, changes(decisions, matching, pruning));
        Holding holding = new Holding(holds.at(terms.now()), desired, matching, policy.owner(), terms.now());
        OlderSources older = OlderSources.of(rendered, matching.state(), request.allowOlder());
        List<Change> all = holding.of(older.refusedAmong(found.changes()));
        List<Change> settings = selection.of(all);
        PermissionTurns turns = turns(selection, kept(settings), desired, state);
        List<Change> changes = withGivers(
                holding.of(older.refusedAmong(
                        turns.complete(settings, actual.permissions().granted()))),
                desired);

        int owned = matching.owned().count();
        Review review = new Review(
                request,
                changes,
                selection.isEverything() || !actual.whole() ? changes : all,
                DeleteBudget.of(terms, owned, approval.pruneLimit()),
                new UpdateBudget(actual.whole() ? owned : Math.max(owned, state.size()), approval.updateLimit()),
                Restoring.of(approval, rendered, desired, decisions, changes),
                desired.jobs().isEmpty());
        Safety safety = review.safety(new LookAlikes(policy(actual), matching, fields, desired.elsewhere())::among);
        Set<Long> counted = review.counted(safety);
        return new Plan(
                review.carriedOut(),
                review.fingerprint(),
                desired,
                safety,
                turns,
                actual.permissions().failures(),
                matching.ids(),
                Stream.of(
                                matching.notes().stream(),
                                found.notes().stream(),
                                holding.ended().stream(),
                                older.forced().stream(),
                                UnclearFields.note(changes).stream(),
                                DoneAdoptions.note(changes, desired).stream(),
                                RunAs.note(changes, policy(actual).identity().orElse(null)).stream())
                        .flatMap(notes -> notes)
                        .toList(),
                counted,
                review.remembered(counted, pruning.noticed(all, matching, actual.whole())),
                actual.whole() ? UnmanagedJobs.among(actual.jobs(), matching) : null);
    }

    /** Says of each difference whether it is the definition's own, and of each job without a definition whether others have it. */
    private static List<Change> withGivers(List<Change> changes, DesiredState desired) {
        Map<JobKey, Map<String, Giver>> given = new HashMap<>();
        desired.jobs().stream().filter(job -> !job.given().isEmpty()).forEach(job -> given.put(job.key(), job.given()));
        return given.isEmpty() && desired.elsewhere().isEmpty()
                ? changes
                : changes.stream()
                        .map(change -> desired.elsewhere().contains(change.key()) ? change.ofOtherTargets() : change)
                        .map(change -> change.given(given.getOrDefault(change.key(), Map.of())))
                        .toList();
    }

    /** What the service does can only be told where all jobs are looked at. */
    private static ServiceEvolution evolution(Selection selection, List<Change> changes) {
        return selection.isEverything() ? ServiceEvolution.among(changes) : new ServiceEvolution(changes, List.of());
    }

    private OwnershipPolicy policy(ActualState actual) {
        return actual.identity() == null ? policy : policy.withIdentity(actual.identity());
    }

    private static Map<JobKey, Long> kept(List<Change> changes) {
        Map<JobKey, Long> kept = new HashMap<>();
        for (Change change : changes) {
            if (change.action().keeps()) {
                change.jobId().ifPresent(id -> kept.put(change.key(), id));
            }
        }
        return kept;
    }

    private static List<Change> changes(JobDecisions decisions, Matching matching, Pruning pruning) {
        List<Change> changes = new ArrayList<>();
        Set<Long> matched = new HashSet<>();
        for (Matching.Pair pair : matching.pairs()) {
            Change change = decisions.about(pair);
            change.jobId().ifPresent(matched::add);
            changes.add(change);
        }
        Map<Long, List<JobKey>> disputed = matching.disputed();
        matching.orphans().stream()
                .filter(job -> !matched.contains(job.id()))
                .forEach(job -> changes.add(pruning.decide(
                        matching.owned().keyOf(job),
                        job,
                        disputed.getOrDefault(job.id(), List.of()),
                        matching.owned().whyKept(job).orElse(null))));
        matching.twins().forEach((key, twins) -> twins.younger()
                .forEach(job -> changes.add(Change.surplus(key, job, twins.elder()))));
        changes.sort(Comparator.comparing(Change::key)
                .thenComparing(change -> change.jobId().orElse(0)));
        return changes;
    }
}
