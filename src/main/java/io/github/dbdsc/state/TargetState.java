package io.github.dbdsc.state;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
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
    private final List<String> notes;

    private TargetState(
            VersionedDocument<Map<JobKey, AppliedJob>> document,
            Map<JobKey, AppliedJob> jobs,
            @Nullable String version,
            @Nullable StoredState damaged,
            boolean unread,
            List<String> notes) {
        this.document = document;
        this.jobs = jobs;
        this.version = version;
        this.damaged = damaged;
        this.unread = unread;
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
    }

    /** Reads the state of a target. Never fails; see {@link #notes}. */
    public static TargetState read(VersionedDocument<Map<JobKey, AppliedJob>> document) {
        try {
            Optional<Stored<Map<JobKey, AppliedJob>>> stored = document.read();
            return new TargetState(
                    document,
                    stored.map(Stored::value).orElse(Map.of()),
                    stored.map(Stored::version).orElse(null),
                    null,
                    false,
                    List.of());
        } catch (StoreException e) {
            String note = "the state was not read and is left as it is, so removed fields may not be noticed: "
                    + e.getMessage();
            return new TargetState(document, Map.of(), null, null, true, List.of(note));
        } catch (DamagedStateException e) {
            String note = "the state is damaged, so removed fields may not be noticed: state/" + document.path() + " "
                    + e.getMessage();
            StoredState damaged = e.stored().orElseThrow();
            return new TargetState(document, Map.of(), damaged.version(), damaged, false, List.of(note));
        }
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

    /** Returns what went wrong when the state was read. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Writes the state, unless it could not be read or somebody else has written it meanwhile.
     *
     * @return notes: what went wrong, and where a damaged state was moved
     */
    public List<String> write(Map<JobKey, AppliedJob> next) {
        if (unread) {
            return List.of();
        }
        if (damaged == null && next.equals(jobs)) {
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
