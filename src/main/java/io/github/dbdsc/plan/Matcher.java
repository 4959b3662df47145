package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.StateIndex;
import io.github.dbdsc.plan.Match.Absent;
import io.github.dbdsc.plan.Match.Adoptable;
import io.github.dbdsc.plan.Match.Conflict;
import io.github.dbdsc.plan.Match.Ours;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the job that each definition means: by the id in the state, else by our tags, else by name among jobs whose
 * definition has moved, else by name among those that nobody owns. No two definitions mean the same job: an earlier
 * reason beats a later one.
 */
final class Matcher {

    private final OwnershipPolicy policy;
    private final WorkspaceIndex workspace;
    private final OwnedJobs owned;
    private final StateIndex state;
    private final DesiredState desired;
    private final Set<JobKey> defined;

    /** @param defined the keys of all definitions, valid or not */
    Matcher(
            OwnershipPolicy policy,
            WorkspaceIndex workspace,
            OwnedJobs owned,
            StateIndex state,
            DesiredState desired,
            Set<JobKey> defined) {
        this.policy = policy;
        this.workspace = workspace;
        this.owned = owned;
        this.state = state;
        this.desired = desired;
        this.defined = defined;
    }

    /** Returns what each definition means, in the order of the definitions. */
    List<Matching.Pair> match() {
        Map<Long, JobKey> kept = keptForBrokenDefinitions();
        Claims claims = new Claims(kept.keySet());
        claims.round(desired.jobs(), job -> owned.byState(job.key()));
        claims.round(desired.jobs(), job -> owned.byTags(job.key(), claims::isFree));
        claims.round(desired.jobs(), job -> byMove(job, claims));
        claims.round(desired.jobs(), job -> byAdoptedId(job, claims));
        claims.round(desired.jobs(), job -> byBrokenName(job, kept).or(() -> Optional.of(byName(job, claims))));
        Map<JobKey, Match> matches = claims.settled();
        return desired.jobs().stream()
                .map(job -> new Matching.Pair(job, Objects.requireNonNull(matches.get(job.key()))))
                .toList();
    }

    /** Returns the definitions with problems, by the job that each of them keeps. */
    private Map<Long, JobKey> keptForBrokenDefinitions() {
        Map<Long, JobKey> kept = new HashMap<>();
        desired.blocked().stream().sorted().forEach(key -> owned.of(key)
                .ifPresent(job -> kept.putIfAbsent(job.id(), key)));
        return kept;
    }

    /** Returns the very job that a definition takes over; empty where there is none, as in another workspace. */
    private Optional<Match> byAdoptedId(DesiredJob job, Claims claims) {
        return job.adopt().namesJob()
                ? workspace.byId(job.adopt().jobId()).map(named -> adopted(named, claims))
                : Optional.empty();
    }

    private static Match adopted(ActualJob named, Claims claims) {
        String directive = "\"$adopt\": " + named.id();
        Optional<Ownership> owner = named.ownership();
        if (owner.isPresent()) {
            return new Conflict(
                    List.of(named),
                    "the definition says " + directive + ", but the job is kept by owner '"
                            + owner.get().owner() + "' for " + owner.get().key().path()
                            + "; take the directive out, or remove the job's tags " + Ownership.OWNER_TAG + " and "
                            + Ownership.KEY_TAG + " by hand to free it");
        }
        return claims.isFree(named)
                ? new Adoptable(named, "the definition says " + directive)
                : new Conflict(
                        List.of(named),
                        "the definition says " + directive
                                + ", but the job is that of another definition; take the directive out of one of them");
    }

    /** A definition that moved may have left a broken one behind, and its job must not be made a second time. */
    private Optional<Match> byBrokenName(DesiredJob job, Map<Long, JobKey> kept) {
        return workspace.named(job.name()).stream()
                .flatMap(named -> Optional.ofNullable(kept.get(named.id())).stream()
                        .map(broken -> new Conflict(
                                List.of(named),
                                "job " + named.id() + " of this name is that of " + broken.path()
                                        + ", which has an error: correct that file and give one of both another name, or"
                                        + " delete it, and this definition takes the job over")))
                .<Match>map(conflict -> conflict)
                .findFirst();
    }

    private Optional<Match> byMove(DesiredJob job, Claims claims) {
        List<ActualJob> moved = workspace.named(job.name()).stream()
                .filter(claims::isFree)
                .filter(this::isMoved)
                .toList();
        String origins = moved.stream()
                .map(actual -> owned.keyOf(actual).path())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return switch (moved.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(new Ours(moved.get(0), "its definition moved here from " + origins));
            default ->
                Optional.of(new Conflict(
                        moved,
                        "the definition may have moved here from one of " + origins
                                + ", and it can't be told which of jobs " + OwnedJobs.ids(moved)
                                + " of this name is its own; delete or rename all but one of them"));
        };
    }

    private Match byName(DesiredJob job, Claims claims) {
        List<ActualJob> named = workspace.named(job.name());
        List<ActualJob> foreign = named.stream().filter(this::isForeign).toList();
        List<ActualJob> free = named.stream()
                .filter(actual -> actual.ownership().isEmpty())
                .filter(claims::isFree)
                .toList();
        Optional<ActualJob> disputed =
                named.stream().filter(claims::isFree).filter(owned::has).findFirst();
        if (disputed.isPresent()) {
            ActualJob other = disputed.get();
            return new Conflict(
                    List.of(other),
                    defined.contains(owned.keyOf(other)) ? taggedForAnother(other) : notGivenAway(job, other));
        }
        List<ActualJob> madeByUs = free.stream().filter(policy::made).toList();
        if (free.size() == 1
                && foreign.isEmpty()
                && !job.adopt().sameName()
                && OtherTool.manages(free.get(0))
                && takesOver()) {
            return new Conflict(free, OtherTool.whyLeft(free.get(0), job.key()));
        }
        if (madeByUs.size() == 1
                && foreign.isEmpty()
                && (job.adopt().sameName() || !OtherTool.manages(madeByUs.get(0)))) {
            return new Adoptable(madeByUs.get(0), "this identity made it before, without tags");
        }
        if (foreign.isEmpty() && free.isEmpty()) {
            return new Absent("", unlisted(job.key()));
        }
        return nameTaken(job, foreign, free);
    }

    /** Reports whether a job of the wanted name is taken over, or refused, rather than another one made. */
    private boolean takesOver() {
        return policy.onNameTaken() != OwnershipPolicy.OnNameTaken.CREATE;
    }

    /** The job of this definition once somebody changed its tag, perhaps, and the state, which would tell, is not there. */
    private String taggedForAnother(ActualJob job) {
        return "job " + job.id() + " of ours has this name and the tag of "
                + owned.keyOf(job).path()
                + ", which has another job; if it is the job of this definition, put its own key into the tag "
                + Ownership.KEY_TAG + ", else rename or delete the job";
    }

    private String notGivenAway(DesiredJob job, ActualJob orphan) {
        return "job " + orphan.id() + " of this name is that of "
                + owned.keyOf(orphan).path() + ", which is gone, and is not given to this definition because "
                + owned.whyKept(orphan).orElse("it can't be told whether it moved") + "; to give it: "
                + Transfers.command(orphan.ownership().orElseThrow(), policy.of(job.key()));
    }

    private Match nameTaken(DesiredJob job, List<ActualJob> foreign, List<ActualJob> free) {
        if (policy.onNameTaken() == OwnershipPolicy.OnNameTaken.CREATE) {
            return new Absent("there is none of ours; others of this name stay as they are", unlisted(job.key()));
        }
        if (!foreign.isEmpty()) {
            return new Conflict(List.of(foreign.get(0)), keptByOthers(job, foreign.get(0)));
        }
        if (free.size() > 1) {
            return new Conflict(
                    free,
                    "jobs " + OwnedJobs.ids(free)
                            + " have this name and nobody owns them; rename or delete all but one");
        }
        ActualJob only = free.get(0);
        if (job.adopt().sameName()) {
            return new Adoptable(only, "the definition says \"$adopt\": true");
        }
        if (policy.onNameTaken() == OwnershipPolicy.OnNameTaken.ADOPT) {
            return new Adoptable(only, "ON_NAME_TAKEN is adopt");
        }
        return new Conflict(
                List.of(only),
                "job " + only.id() + " of this name was made by "
                        + only.creator().orElse("a user who is gone")
                        + "; to take it over put \"$adopt\": true into "
                        + job.key().path()
                        + " or set ON_NAME_TAKEN to adopt");
    }

    private String keptByOthers(DesiredJob job, ActualJob other) {
        Ownership theirs = other.ownership().orElseThrow();
        if (owned.isCopy(other)
                || theirs.installation().equals(policy.of(job.key()).installation())) {
            return "job " + other.id() + " has this name and our tags, but is not ours: "
                    + other.creator().orElse("a user who is gone")
                    + " made it, perhaps as a copy; rename one of them, or remove its tags " + Ownership.OWNER_TAG
                    + " and " + Ownership.KEY_TAG + " by hand to free it";
        }
        return "job " + other.id() + " of this name is kept by owner '" + theirs.owner() + "'"
                + theirs.source().map(from -> ", source '" + from + "'").orElse("")
                + "; rename one of them, or take it over: "
                + Transfers.command(theirs, policy.of(job.key()));
    }

    private OptionalLong unlisted(JobKey key) {
        return state.under(key).stream()
                .mapToLong(AppliedJob::jobId)
                .filter(id -> workspace.byId(id).isEmpty())
                .findFirst();
    }

    /**
     * Reports whether the job is ours and its definition is gone: if another has its name now, the definition moved.
     */
    private boolean isMoved(ActualJob actual) {
        return owned.has(actual)
                && !defined.contains(owned.keyOf(actual))
                && owned.whyKept(actual).isEmpty();
    }

    private boolean isForeign(ActualJob actual) {
        return actual.ownership().isPresent() && !owned.has(actual);
    }
}
