package io.github.dbdsc.state;

import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.PruneRecord;
import io.github.dbdsc.state.VersionedDocument.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a target's deletes during a run. It guards jobs, so where it is gone though there is a state,
 * nothing is deleted for some time; the state itself only saves work.
 */
public final class TargetDeletes {

    private final VersionedDocument<PruneRecord> document;
    private final PruneRecord record;
    private final @Nullable Stored<PruneRecord> stored;
    private final @Nullable StoredState damaged;
    private final boolean known;
    private final List<String> notes;

    private TargetDeletes(
            VersionedDocument<PruneRecord> document,
            PruneRecord record,
            @Nullable Stored<PruneRecord> stored,
            @Nullable StoredState damaged,
            boolean known,
            List<String> notes) {
        this.document = document;
        this.record = record;
        this.stored = stored;
        this.damaged = damaged;
        this.known = known;
        this.notes = notes;
    }

    /** Returns the document that holds what is remembered of a target's deletes. */
    public static VersionedDocument<PruneRecord> document(StateStore store, Target target) {
        return new VersionedDocument<>(store, target.id() + ".prune", new PruneRecordJson());
    }

    /**
     * Reads what is remembered. Never fails; where it can't be read, it forbids to delete. Without a state there is
     * nothing that could have been lost.
     */
    public static TargetDeletes read(VersionedDocument<PruneRecord> document, TargetState state, Instant now) {
        String path = "state/" + document.path();
        try {
            Optional<Stored<PruneRecord>> stored = document.read();
            if (stored.isPresent()) {
                return new TargetDeletes(document, stored.get().value(), stored.get(), null, true, List.of());
            }
            if (state.isUnread()) {
                return unknown(document, now, path + " is missing and the state was not read", List.of());
            }
            PruneRecord first = state.exists()
                    ? PruneRecord.lost(now, path + ", which counts deletes, was missing though there is a state")
                    : PruneRecord.NEW;
            return new TargetDeletes(document, first, null, null, true, List.of());
        } catch (StoreException e) {
            return unknown(
                    document,
                    now,
                    path + ", which counts deletes, can't be read",
                    List.of(path + " was not read, so deletes are withheld: " + e.getMessage()));
        } catch (DamagedStateException e) {
            PruneRecord lost = PruneRecord.lost(now, path + ", which counts deletes, was damaged");
            return new TargetDeletes(
                    document,
                    lost,
                    null,
                    e.stored().orElseThrow(),
                    true,
                    List.of(path + " is damaged, so deletes are withheld: it " + e.getMessage()));
        }
    }

    private static TargetDeletes unknown(
            VersionedDocument<PruneRecord> document, Instant now, String why, List<String> notes) {
        return new TargetDeletes(document, PruneRecord.lost(now, why), null, null, false, notes);
    }

    /** Returns what is remembered, or what takes its place where it is lost. */
    public PruneRecord record() {
        return record;
    }

    /** Reports whether the store could say what is remembered. */
    public boolean isKnown() {
        return known;
    }

    /** Reports whether there is nothing of an earlier run, neither this nor a state. */
    public boolean isFirst() {
        return known && stored == null && record.equals(PruneRecord.NEW);
    }

    /** Returns what went wrong when it was read. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Writes what to remember, unless it is stored already or could not be read.
     *
     * @param told gets where a damaged document was moved
     * @return why it was not written, as the end of a sentence; empty when it is stored
     */
    public Optional<String> write(PruneRecord next, List<String> told) {
        if (!known || (stored != null && stored.value().equals(next))) {
            return Optional.empty();
        }
        String path = "state/" + document.path();
        try {
            if (damaged != null) {
                told.add("the damaged document is kept as state/" + document.setAside(damaged)
                        + ", and a new one takes its place");
            }
            return document.write(next, version())
                    ? Optional.empty()
                    : Optional.of(path + " was not written: another run has written it since this one read it; the next"
                            + " run works with what that one wrote");
        } catch (StoreException e) {
            return Optional.of(path + " was not written: " + e.getMessage());
        }
    }

    private @Nullable String version() {
        if (stored != null) {
            return stored.version();
        }
        return damaged == null ? null : damaged.version();
    }
}
