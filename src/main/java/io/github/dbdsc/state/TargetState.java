package io.github.dbdsc.state;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Transfers;
import io.github.dbdsc.state.VersionedDocument.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a target during a run. It only saves work, so a run goes on whatever happens to it, and the report's
 * notes say what happened.
 */
public final class TargetState {

    private final VersionedDocument<Map<JobKey, AppliedJob>> document;
    private final Map<JobKey, AppliedJob> jobs;
    private final @Nullable String version;
    private final @Nullable StoredState damaged;
    private final boolean unread;
    private final boolean ofOtherSource;
    private final List<String> notes;

    private TargetState(
            VersionedDocument<Map<JobKey, AppliedJob>> document,
            Map<JobKey, AppliedJob> jobs,
            @Nullable String version,
            @Nullable StoredState damaged,
            boolean unread,
            boolean ofOtherSource,
            List<String> notes) {
        this.document = document;
        this.jobs = jobs;
        this.version = version;
        this.damaged = damaged;
        this.unread = unread;
        this.ofOtherSource = ofOtherSource;
        this.notes = List.copyOf(notes);
    }

    /**
     * Returns the document that holds a target's state.
     *
     * @param source where the definitions come from, which the document records; null where that can't be told
     */
    public static VersionedDocument<Map<JobKey, AppliedJob>> document(
            StateStore store, Target target, @Nullable String source) {
        return new VersionedDocument<>(store, target.id(), new InParts(source));
    }

    /** Encodes only the parts of the document whose jobs have changed. */
    private static final class InParts implements VersionedDocument.Format<Map<JobKey, AppliedJob>> {

        private final @Nullable String source;
        private volatile StateParts latest = StateParts.NONE;

        private InParts(@Nullable String source) {
            this.source = source;
        }

        @Override
        public Map<JobKey, AppliedJob> read(byte[] content) throws DamagedStateException {
            return StateDocument.read(content);
        }

        @Override
        public byte[] write(Map<JobKey, AppliedJob> jobs) {
            StateParts parts = StateParts.of(jobs, latest);
            latest = parts;
            return parts.document(source);
        }

        @Override
        public void forget() {
            latest = StateParts.NONE;
        }
    }

    /**
     * Reads the state of a target. Never fails; see {@link #notes}.
     *
     * @param us whose state it is, with the source that the document records from now on
     */
    public static TargetState read(VersionedDocument<Map<JobKey, AppliedJob>> document, Installation us) {
        try {
            Optional<StoredState> stored = document.bytes();
            if (stored.isEmpty()) {
                return new TargetState(document, Map.of(), null, null, false, false, List.of());
            }
            Stored<Map<JobKey, AppliedJob>> state = document.decode(stored.get());
            Optional<String> recorded = StateDocument.source(stored.get().content());
            return new TargetState(
                    document,
                    state.value(),
                    state.version(),
                    null,
                    false,
                    !recorded.equals(us.source()),
                    otherSource(recorded, us));
        } catch (StoreException e) {
            String note = "the state was not read and is left as it is, so removed fields may not be noticed: "
                    + e.getMessage();
            return new TargetState(document, Map.of(), null, null, true, false, List.of(note));
        } catch (DamagedStateException e) {
            String note = "the state is damaged, so removed fields may not be noticed: state/" + document.path() + " "
                    + e.getMessage();
            StoredState damaged = e.stored().orElseThrow();
            return new TargetState(document, Map.of(), damaged.version(), damaged, false, false, List.of(note));
        }
    }

    /** A renamed source looks like a copy of the folder: so this is said once, and what to do if it is the latter. */
    private static List<String> otherSource(Optional<String> recorded, Installation us) {
        return recorded.filter(source -> !recorded.equals(us.source())).stream()
                .map(source -> "the state was written for the source '" + source + "', and "
                        + us.source()
                                .map(now -> "the source is '" + now + "' now")
                                .orElse("there is no source now")
                        + ", so the jobs that it holds stay and get the new source. If this folder is a copy of another"
                        + " whose jobs they are, delete .dsc in the copy, and give back what it has taken: "
                        + Transfers.command(us, new Installation(us.owner(), recorded)))
                .toList();
    }

    /** Returns the jobs as they were last applied, by key; empty where the state could not be read. */
    public Map<JobKey, AppliedJob> jobs() {
        return jobs;
    }

    /** Reports whether there is a state, whole or damaged; false also where it can't be told. */
    boolean exists() {
        return version != null;
    }

    /** Reports whether the store could not say what the state is. */
    public boolean isUnread() {
        return unread;
    }

    /** Returns what went wrong when the state was read, and that it was written for another source. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Writes the state and its source, unless both are stored already, the state could not be read, or somebody else has
     * written it meanwhile.
     *
     * @return notes: what went wrong, and where a damaged state was moved
     */
    public List<String> write(Map<JobKey, AppliedJob> next) {
        if (unread) {
            return List.of();
        }
        if (damaged == null && !ofOtherSource && next.equals(jobs)) {
            document.hold(jobs, Map.copyOf(next));
            return List.of();
        }
        List<String> problems = new ArrayList<>();
        try {
            if (damaged != null) {
                problems.add("the damaged state is kept as state/" + document.setAside(damaged)
                        + ", and a new one takes its place");
            }
            if (!document.write(Map.copyOf(next), version)) {
                problems.add("the state was not written: another pass has written state/" + document.path()
                        + " since this one read it; the next pass works with what that one wrote");
            }
        } catch (StoreException e) {
            problems.add("the state was not written; the next pass works without it: " + e.getMessage());
        }
        return problems;
    }
}
