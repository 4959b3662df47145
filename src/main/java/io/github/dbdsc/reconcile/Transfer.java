package io.github.dbdsc.reconcile;

import io.github.dbdsc.apply.Workspace;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.KeyTag;
import io.github.dbdsc.model.Ownership;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives jobs from one installation to another by their tags. Nothing else of a job changes. */
public final class Transfer {

    /**
     * A job that changes hands.
     *
     * @param problem why it does not, as a message for the user; null when it does, or would
     */
    public record Move(
            JobKey key, long jobId, String name, @Nullable String problem) {

        private Move failed(String why) {
            return new Move(key, jobId, name, why);
        }
    }

    /**
     * What a transfer does.
     *
     * @param moves in order of their keys
     * @param holders how many tagged jobs each installation has, for a transfer that finds none
     */
    public record Plan(List<Move> moves, Map<String, Long> holders) {

        /** Reports whether something does not change hands. */
        public boolean hasProblems() {
            return moves.stream().anyMatch(move -> move.problem() != null);
        }
    }

    private final Workspace workspace;
    private final Installation from;
    private final Installation to;
    private final Set<JobKey> keys;
    private final @Nullable JobKey as;

    /** Gives jobs away under the keys that they have. */
    public Transfer(Workspace workspace, Installation from, Installation to, Set<JobKey> keys) {
        this(workspace, from, to, keys, null);
    }

    /**
     * Gives jobs away.
     *
     * @param keys the definitions whose jobs change hands; empty for all
     * @param as the definition that the job belongs to from then on, which only one job can; null where that stays
     */
    public Transfer(Workspace workspace, Installation from, Installation to, Set<JobKey> keys, @Nullable JobKey as) {
        this.workspace = workspace;
        this.from = from;
        this.to = to;
        this.keys = Set.copyOf(keys);
        this.as = as;
    }

    /**
     * Finds the jobs that would change hands, and changes nothing. A job stays where it is when its key has a job of the
     * other installation already: nobody could tell the two apart.
     *
     * @throws io.github.dbdsc.apply.WorkspaceException when the jobs can't be listed
     */
    public Plan plan() {
        return plan(workspace.list());
    }

    /**
     * Gives the jobs to the other installation.
     *
     * @return what was done, with a problem where the workspace refused it
     * @throws io.github.dbdsc.apply.WorkspaceException when the jobs can't be listed
     */
    public Plan apply() {
        List<ActualJob> jobs = workspace.list();
        Map<Long, ActualJob> byId = new HashMap<>();
        jobs.forEach(job -> byId.put(job.id(), job));
        Plan plan = plan(jobs);
        List<Move> done = new ArrayList<>();
        for (Move move : plan.moves()) {
            ActualJob job = byId.get(move.jobId());
            done.add(move.problem() == null && job != null ? carriedOut(move, job) : move);
        }
        return new Plan(done, plan.holders());
    }

    private Plan plan(List<ActualJob> jobs) {
        Set<String> taken = new HashSet<>();
        Map<String, Long> holders = new TreeMap<>();
        List<Move> moves = new ArrayList<>();
        for (ActualJob job : jobs) {
            job.ownership().ifPresent(tags -> {
                holders.merge(tags.installation().toString(), 1L, Long::sum);
                Optional<JobKey> asked = asked(job, tags.key());
                if (tags.installation().equals(from) && asked.isPresent()) {
                    moves.add(new Move(as == null ? asked.get() : as, job.id(), job.name(), null));
                } else if (tags.installation().equals(to)) {
                    taken.add(KeyTag.of(tags.key()));
                    job.settings().tag(Ownership.KEY_TAG).ifPresent(taken::add);
                }
            });
        }
        return new Plan(
                moves.stream()
                        .sorted(Comparator.comparing(Move::key).thenComparing(Move::jobId))
                        .map(move -> taken.add(KeyTag.of(move.key()))
                                ? move
                                : move.failed("it stays, because " + to + " has a job of "
                                        + move.key().path() + " already; delete one of them, or remove its tags"))
                        .toList(),
                holders);
    }

    /** Returns the key that a job's tag means, as it was given; empty when the job is to stay. */
    private Optional<JobKey> asked(ActualJob job, JobKey read) {
        if (keys.isEmpty()) {
            return Optional.of(read);
        }
        String tag = job.settings().tag(Ownership.KEY_TAG).orElseThrow();
        return keys.stream().filter(key -> KeyTag.mayBeOf(tag, key)).findFirst();
    }

    private Move carriedOut(Move move, ActualJob job) {
        Map<String, String> tags = new TreeMap<>();
        job.settings().field("tags").ifPresent(all -> all.properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText())));
        tags.put(Ownership.OWNER_TAG, to.owner());
        if (as != null) {
            tags.put(Ownership.KEY_TAG, KeyTag.of(as));
        }
        tags.remove(Ownership.SOURCE_TAG);
        to.source().ifPresent(source -> tags.put(Ownership.SOURCE_TAG, source));
        try {
            workspace.tag(move.jobId(), tags);
            return move;
        } catch (ExternalServiceException e) {
            return move.failed(e.getMessage());
        }
    }
}
