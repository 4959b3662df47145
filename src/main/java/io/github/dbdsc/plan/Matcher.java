package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.plan.Match.Absent;
import io.github.dbdsc.plan.Match.Adoptable;
import io.github.dbdsc.plan.Match.Conflict;
import io.github.dbdsc.plan.Match.Ours;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the job that a definition means: by our tags, else by the id in the state, else by name among jobs whose
 * definition has moved or that nobody owns.
 */
final class Matcher {

    private final OwnershipPolicy policy;
    private final WorkspaceIndex workspace;
    private final Map<JobKey, AppliedJob> applied;
    private final Set<JobKey> defined;

    // defined: the keys of all definitions, good and bad
    Matcher(OwnershipPolicy policy, WorkspaceIndex workspace, Map<JobKey, AppliedJob> applied, Set<JobKey> defined) {
        this.policy = policy;
        this.workspace = workspace;
        this.applied = applied;
        this.defined = defined;
    }

    Match match(DesiredJob job) {
        List<ActualJob> tagged = workspace.owned(job.key());
        if (tagged.size() == 1) {
            return new Ours(tagged.get(0), "");
        }
        if (tagged.size() > 1) {
            return new Conflict(
                    Optional.empty(),
                    "jobs " + ids(tagged) + " all carry the tags of this definition; delete all but one of them");
        }
        Optional<ActualJob> remembered = Optional.ofNullable(applied.get(job.key()))
                .flatMap(last -> workspace.byId(last.jobId()))
                .filter(actual -> actual.ownership().isEmpty());
        if (remembered.isPresent()) {
            return new Ours(remembered.get(), "its ownership tags were removed");
        }
        return byName(job);
    }

    private Match byName(DesiredJob job) {
        List<ActualJob> named = workspace.named(job.name());
        List<ActualJob> moved = named.stream().filter(this::isMoved).toList();
        if (moved.size() == 1) {
            JobKey before = moved.get(0).ownership().orElseThrow().key();
            return new Ours(moved.get(0), "its definition moved here from " + before.path());
        }
        List<ActualJob> foreign = named.stream().filter(this::isForeign).toList();
        List<ActualJob> free =
                named.stream().filter(actual -> actual.ownership().isEmpty()).toList();
        List<ActualJob> madeByUs = free.stream().filter(this::isMadeByUs).toList();
        if (madeByUs.size() == 1 && foreign.isEmpty()) {
            return new Adoptable(madeByUs.get(0), "this identity made it before, without tags");
        }
        if (foreign.isEmpty() && free.isEmpty()) {
            return new Absent(Change.NEW);
        }
        return nameTaken(job, foreign, free);
    }

    private Match nameTaken(DesiredJob job, List<ActualJob> foreign, List<ActualJob> free) {
        if (policy.onNameTaken() == OwnershipPolicy.OnNameTaken.CREATE) {
            return new Absent("there is none of ours; others of this name stay as they are");
        }
        if (!foreign.isEmpty()) {
            ActualJob other = foreign.get(0);
            return new Conflict(
                    Optional.of(other),
                    "job " + other.id() + " of this name is kept by owner '"
                            + other.ownership().map(Ownership::owner).orElseThrow()
                            + "'; rename one of them, or remove its tags " + Ownership.OWNER_TAG + " and "
                            + Ownership.KEY_TAG + " by hand to free it");
        }
        if (free.size() > 1) {
            return new Conflict(
                    Optional.empty(),
                    "jobs " + ids(free) + " have this name and nobody owns them; rename or delete all but one");
        }
        ActualJob only = free.get(0);
        if (job.adopt()) {
            return new Adoptable(only, "the definition says \"$adopt\": true");
        }
        if (policy.onNameTaken() == OwnershipPolicy.OnNameTaken.ADOPT) {
            return new Adoptable(only, "ON_NAME_TAKEN is adopt");
        }
        return new Conflict(
                Optional.of(only),
                "job " + only.id() + " of this name was made by "
                        + only.creator().orElse("a user who is gone")
                        + "; to take it over put \"$adopt\": true into "
                        + job.key().path()
                        + " or set ON_NAME_TAKEN to adopt");
    }

    /** Ours, but its definition is gone: with the same name elsewhere now, it has moved. */
    private boolean isMoved(ActualJob actual) {
        return actual.ownership()
                .filter(ownership -> ownership.owner().equals(policy.owner()))
                .filter(ownership -> !defined.contains(ownership.key()))
                .isPresent();
    }

    private boolean isForeign(ActualJob actual) {
        return actual.ownership()
                .filter(ownership -> !ownership.owner().equals(policy.owner()))
                .isPresent();
    }

    private boolean isMadeByUs(ActualJob actual) {
        return policy.identity()
                .flatMap(us -> actual.creator().filter(us::equalsIgnoreCase))
                .isPresent();
    }

    private static String ids(List<ActualJob> jobs) {
        return jobs.stream().map(job -> Long.toString(job.id())).sorted().collect(Collectors.joining(", "));
    }
}
