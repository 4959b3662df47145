package io.github.dbdsc.state;

import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.VersionedDocument.Stored;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs of a target are held: a document beside the state, so that a state that is lost or damaged drops no hold. Of
 * runs, only those that undo another write it. Safe for use by several threads.
 */
public final class TargetHolds {
    /** Enough for everybody who is on call. */
    private static final int TRIES = 10;

    /** In this order: whoever let all jobs go first would let the next run write those that somebody held. */
    private static final String BEGIN_ANEW =
            "Hold all jobs, POST /api/hold?all=true (hold --all): that begins a new one and keeps this one beside under"
                    + " another name. Then hold again what has to be held, and last let all go, DELETE /api/hold?all=true (hold --all --end)";

    private final VersionedDocument<Holds> document;

    public TargetHolds(StateStore store, Target target) {
        this.document = new VersionedDocument<>(store, target.id() + ".holds", new HoldsJson());
    }

    /**
     * What is held.
     *
     * @param holds ended ones included; every job where the document is damaged
     * @param version changes whenever the document does
     * @param fault what is wrong with the document
     */
    public record Found(Holds holds, String version, Optional<Problem> fault) {}

    /**
     * Reads what is held, with one read of the store.
     *
     * @throws StoreException when the store can't say: then no job may be written
     */
    public Found read() {
        try {
            Optional<Stored<Holds>> stored = stored();
            return new Found(
                    stored.map(Stored::value).orElse(Holds.NONE),
                    stored.map(Stored::version).orElse(""),
                    Optional.empty());
        } catch (DamagedStateException e) {
            String fault = "the document that says which jobs are held can't be understood: it " + e.getMessage();
            return new Found(
                    Holds.unknown(fault),
                    e.stored().map(StoredState::version).orElse(""),
                    Optional.of(Problem.error(
                            path(),
                            0,
                            0,
                            fault + "; so no job is written, since it may be a held one. " + BEGIN_ANEW)));
        }
    }

    private Optional<Stored<Holds>> stored() throws DamagedStateException {
        try {
            return document.read();
        } catch (StoreException e) {
            throw new StoreException(
                    "which jobs are held was not read, and a held one must not be written: " + e.getMessage());
        }
    }

    private String path() {
        return "state/" + document.path();
    }

    /**
     * Holds a job, or all, in place of an earlier hold. Drops those that have ended.
     *
     * @param key the job; null for all
     * @return what is held from now on
     * @throws StoreException when that is not known, or could not be written
     */
    public Holds hold(@Nullable JobKey key, Hold hold, Instant now) {
        return changed(key == null, now, holds -> holds.with(key, hold));
    }

    /**
     * Holds jobs, with one write. Where somebody holds one until it is ended, that stays.
     *
     * @throws StoreException when that is not known, or could not be written
     */
    public void holdEach(Set<JobKey> keys, Hold hold, Instant now) {
        var unused = changed(false, now, holds -> {
            SortedMap<JobKey, Hold> jobs = new TreeMap<>(holds.jobs());
            keys.forEach(key -> jobs.merge(key, hold, (old, other) -> old.until() == null ? old : other));
            return new Holds(holds.all(), jobs);
        });
    }

    /**
     * Ends a hold.
     *
     * @param key the job; null for the hold of all, which leaves those of single jobs
     * @return what is held from now on; empty when there was no such hold
     * @throws StoreException when that is not known, or could not be written
     */
    public Optional<Holds> end(@Nullable JobKey key, Instant now) {
        Found found = read();
        Holds active = found.holds().at(now);
        boolean isThere = found.fault().isPresent()
                || (key == null ? active.all() != null : active.of(key).isPresent());
        return isThere ? Optional.of(changed(false, now, holds -> holds.without(key))) : Optional.empty();
    }

    /** @param mayBeginAnew whether the change leaves nothing to write that the document may have held, so that it need not be read */
    private Holds changed(boolean mayBeginAnew, Instant now, UnaryOperator<Holds> change) {
        for (int tries = 0; tries < TRIES; tries++) {
            Holds before = Holds.NONE;
            String version;
            try {
                Optional<Stored<Holds>> stored = stored();
                before = stored.map(Stored::value).orElse(Holds.NONE);
                version = stored.map(Stored::version).orElse(null);
            } catch (DamagedStateException e) {
                StoredState damaged = e.stored().orElseThrow();
                if (!mayBeginAnew) {
                    throw new StoreException(
                            path() + " can't be understood, so all jobs are held already. " + BEGIN_ANEW);
                }
                document.setAside(damaged);
                version = damaged.version();
            }
            Holds after = change.apply(before.at(now));
            if (document.write(after, version)) {
                return after;
            }
        }
        throw new StoreException(path() + " was not written: others wrote it again and again; try once more");
    }
}
