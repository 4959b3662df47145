package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.StateIndex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which of the workspace's jobs are ours. Tags alone don't say so: a job that is cloned in the workspace has the tags of
 * the original, and two installations may have one owner's name by accident. So the job that the state holds for a
 * definition beats every tag. Without it, a job is ours when it carries our owner and our source, or our owner and no
 * source and our identity made it.
 */
final class OwnedJobs {

    /** What may differ in a job whose settings are those in the state: permissions are not listed. */
    private static final Set<String> NOT_COMPARED = Set.of("name", "tags", AccessControl.FIELD);

    private final OwnershipPolicy policy;
    private final WorkspaceIndex workspace;
    private final StateIndex state;

    OwnedJobs(OwnershipPolicy policy, WorkspaceIndex workspace, StateIndex state) {
        this.policy = policy;
        this.workspace = workspace;
        this.state = state;
    }

    /** Returns the job that a definition has by the state; a conflict when that job is no longer ours. */
    Optional<Match> byState(JobKey key) {
        return state.under(key)
                .flatMap(applied -> workspace.byId(applied.jobId()).map(job -> job.ownership()
                        .map(tags -> remembered(key, job, tags, applied))
                        .orElseGet(() -> untagged(applied, job))));
    }

    private Match remembered(JobKey key, ActualJob job, Ownership tags, AppliedJob applied) {
        if (!tags.owner().equals(policy.owner()) || wasGivenAway(applied, tags)) {
            return new Match.Conflict(
                    List.of(job),
                    "its job " + job.id() + " is kept by owner '" + tags.owner() + "'"
                            + tags.source()
                                    .map(from -> ", source '" + from + "',")
                                    .orElse("")
                            + " now; remove the definition, or take the job back: "
                            + Transfers.command(tags, policy.of(key)));
        }
        return new Match.Ours(
                job, tags.key().equals(key) ? "" : "its tag " + Ownership.KEY_TAG + " was changed by hand");
    }

    /**
     * Reports whether the job's source is neither ours nor the one that we wrote last, if we wrote any: then somebody has
     * transferred it.
     */
    private boolean wasGivenAway(AppliedJob applied, Ownership tags) {
        Optional<String> written = applied.settings().tag(Ownership.SOURCE_TAG);
        return tags.source().isPresent()
                && !tags.source().equals(policy.source())
                && !tags.source().equals(written);
    }

    /**
     * Believes the state that a job lost its tags only where the job looks like the one in the state: a state that was
     * tampered with could name any job.
     */
    private Match untagged(AppliedJob applied, ActualJob job) {
        if (policy.made(job) && isLike(applied, job)) {
            return new Match.Ours(job, "its ownership tags were removed");
        }
        return new Match.Conflict(
                List.of(job),
                "the state holds job " + job.id() + " for it, but that job has no ownership tags, and "
                        + (policy.made(job)
                                ? "neither its name nor its settings are those of the last run"
                                : job.creator().orElse("a user who is gone") + " made it")
                        + "; to keep this job put the tags " + Ownership.OWNER_TAG + " and " + Ownership.KEY_TAG
                        + " on it, to get a new one rename the definition");
    }

    private static boolean isLike(AppliedJob applied, ActualJob job) {
        List<Map.Entry<String, JsonNode>> fields = applied.settings().view().properties().stream()
                .filter(field -> !NOT_COMPARED.contains(field.getKey()))
                .toList();
        boolean sameFields = fields.stream().allMatch(field -> field.getValue()
                .equals(job.settings().field(field.getKey()).orElse(null)));
        return applied.settings().name().equals(job.name()) || (!fields.isEmpty() && sameFields);
    }

    /**
     * Returns the job that a definition has by its tags; a conflict when that can't be told.
     *
     * @param free whether a job is still free to be claimed
     */
    Optional<Match> byTags(JobKey key, Predicate<ActualJob> free) {
        List<ActualJob> tagged = workspace.owned(key).stream().filter(free).toList();
        List<ActualJob> ours = tagged.stream().filter(this::belongs).toList();
        boolean isLost = state.under(key).isPresent();
        if (isLost || ours.size() > 1) {
            List<ActualJob> made = ours.stream().filter(policy::made).toList();
            ours = isLost || !made.isEmpty() ? made : ours;
        }
        if (ours.size() == 1) {
            return Optional.of(new Match.Ours(ours.get(0), ""));
        }
        if (ours.size() > 1) {
            return Optional.of(new Match.Conflict(
                    ours, "jobs " + ids(ours) + " all carry the tags of this definition; delete all but one of them"));
        }
        return tagged.stream()
                .filter(job -> !isLost && source(job).isEmpty())
                .findFirst()
                .map(job -> new Match.Conflict(List.of(job), notMadeByUs(key, job)));
    }

    private String notMadeByUs(JobKey key, ActualJob job) {
        return "job " + job.id() + " carries owner '" + policy.owner() + "' and the key of this definition, but "
                + job.creator().orElse("a user who is gone")
                + " made it, and neither a source nor the state says that it is ours; if it is, run "
                + Transfers.command(new Ownership(policy.owner(), key), policy.of(key));
    }

    /** Reports whether a job that the state does not hold is ours by its tags and its creator. */
    private boolean belongs(ActualJob job) {
        Optional<String> from = source(job);
        return from.isPresent() ? from.equals(policy.source()) : policy.made(job);
    }

    private static Optional<String> source(ActualJob job) {
        return job.ownership().flatMap(Ownership::source);
    }

    /** Returns the job of a definition, by state or tags, where it can be told. */
    Optional<ActualJob> of(JobKey key) {
        return byState(key).or(() -> byTags(key, job -> true)).flatMap(Match::found);
    }

    /** Reports whether a tagged job is ours, whether or not its definition is still there. */
    boolean has(ActualJob job) {
        return job.ownership()
                .filter(tags -> tags.owner().equals(policy.owner()))
                .filter(tags -> isInState(job) || (!isCopy(job) && belongs(job) && isNoStandIn(job, tags)))
                .isPresent();
    }

    /** Reports whether a job is not there in place of one that the state holds and that is gone, unless we made it. */
    private boolean isNoStandIn(ActualJob job, Ownership tags) {
        return state.under(tags.key()).isEmpty() || policy.made(job);
    }

    /** Returns the definition that a job of ours belongs to. */
    JobKey keyOf(ActualJob job) {
        return state.keyOf(job.id())
                .orElseGet(() -> job.ownership().map(Ownership::key).orElseThrow());
    }

    /** Reports whether a tagged job is a copy of one that the state holds for its key and that is still there. */
    boolean isCopy(ActualJob job) {
        return !isInState(job)
                && job.ownership()
                        .filter(tags -> tags.owner().equals(policy.owner()))
                        .filter(tags -> tags.source().isEmpty() || tags.source().equals(policy.source()))
                        .flatMap(tags -> state.under(tags.key()))
                        .flatMap(applied -> workspace.byId(applied.jobId()))
                        .isPresent();
    }

    private boolean isInState(ActualJob job) {
        return state.keyOf(job.id()).isPresent();
    }

    /**
     * Returns why a job of ours must be neither deleted nor given to another definition; empty when it may. Only what we
     * have made or the state holds is ours to give away, and of several jobs of one key nobody can tell which is.
     */
    Optional<String> whyKept(ActualJob job) {
        Optional<String> from = source(job);
        if (from.isPresent() && !from.equals(policy.source())) {
            return Optional.of("its tag " + Ownership.SOURCE_TAG + " says that it comes from '" + from.get() + "'");
        }
        if (isInState(job)) {
            return Optional.empty();
        }
        if (!policy.made(job)) {
            return Optional.of(job.creator().orElse("a user who is gone") + " made it, and the state does not hold it");
        }
        List<ActualJob> alike = workspace.owned(keyOf(job)).stream()
                .filter(this::has)
                .filter(policy::made)
                .toList();
        return alike.size() == 1 ? Optional.empty() : Optional.of("jobs " + ids(alike) + " all carry its tags");
    }

    /** Returns how many jobs are ours. */
    int count() {
        return (int) workspace.owned().values().stream()
                .flatMap(List::stream)
                .filter(this::has)
                .count();
    }

    /**
     * Reports whether it depends on our identity which jobs are ours.
     *
     * @param defined the keys of all definitions, valid or not
     */
    boolean dependOnIdentity(Set<JobKey> defined) {
        boolean tagged = workspace.owned().values().stream()
                .flatMap(List::stream)
                .filter(job -> !isInState(job))
                .anyMatch(job -> source(job).isEmpty() || (belongs(job) && isUnclear(job, defined)));
        return tagged
                || state.ids().anyMatch(id -> workspace
                        .byId(id)
                        .filter(job -> job.ownership().isEmpty())
                        .isPresent());
    }

    private boolean isUnclear(ActualJob job, Set<JobKey> defined) {
        JobKey key = keyOf(job);
        return !defined.contains(key)
                || state.under(key).isPresent()
                || workspace.owned(key).size() > 1;
    }

    static String ids(List<ActualJob> jobs) {
        return jobs.stream().map(job -> Long.toString(job.id())).sorted().collect(Collectors.joining(", "));
    }
}
