package io.github.dbdsc.state;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a target, from the start of a run to its end. It only saves work, so a run goes on whatever happens to it;
 * the report's notes tell.
 */
public final class TargetState {

    /** As many digits of a hash as tell damaged documents apart. */
    private static final int DIGITS = 16;

    private final StateStore store;
    private final LastState last;
    private final String target;
    private final Condition condition;
    private final Optional<StoredState> stored;
    private final Map<JobKey, AppliedJob> jobs;
    private final List<String> notes;

    private enum Condition {
        USABLE,
        DAMAGED,
        UNREAD
    }

    private TargetState(
            StateStore store,
            LastState last,
            String target,
            Condition condition,
            Optional<StoredState> stored,
            Map<JobKey, AppliedJob> jobs,
            List<String> notes) {
        this.store = store;
        this.last = last;
        this.target = target;
        this.condition = condition;
        this.stored = stored;
        this.jobs = Map.copyOf(jobs);
        this.notes = List.copyOf(notes);
    }

    /**
     * Reads the state of a target.
     *
     * @param last saves work where this process read or wrote the state before
     */
    public static TargetState read(StateStore store, LastState last, Target target) {
        String id = target.id();
        Optional<StoredState> stored = Optional.empty();
        try {
            stored = store.read(path(id));
            Map<JobKey, AppliedJob> jobs =
                    stored.isPresent() ? last.read(stored.get().content()) : Map.of();
            return new TargetState(store, last, id, Condition.USABLE, stored, jobs, List.of());
        } catch (StoreException e) {
            String note = "the state was not read and is left as it is, so removed fields may not be noticed: "
                    + e.getMessage();
            return new TargetState(store, last, id, Condition.UNREAD, stored, Map.of(), List.of(note));
        } catch (DamagedStateException e) {
            String note = "the state is damaged, so removed fields may not be noticed: state/" + path(id) + " "
                    + e.getMessage();
            return new TargetState(store, last, id, Condition.DAMAGED, stored, Map.of(), List.of(note));
        }
    }

    /** Returns what was last applied, by definition; nothing where that can't be told. */
    public Map<JobKey, AppliedJob> jobs() {
        return jobs;
    }

    /** Returns what went wrong when the state was read. */
    public List<String> notes() {
        return notes;
    }

    /**
     * Writes the state anew. What could not be read, or somebody else has written meanwhile, is not replaced.
     *
     * @return what went wrong, and what became of a damaged state
     */
    public List<String> write(Map<JobKey, AppliedJob> after) {
        if (condition == Condition.UNREAD) {
            return List.of();
        }
        if (condition == Condition.USABLE && after.equals(jobs)) {
            last.hold(jobs, after);
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try {
            if (condition == Condition.DAMAGED) {
                stored.map(damaged -> setAside(damaged.content())).ifPresent(found::add);
            }
            if (!store.write(path(target), last.write(after), stored.map(StoredState::version))) {
                found.add("the state was not written: another pass has written state/" + path(target)
                        + " since this one read it; the next pass works with what that one wrote");
            }
        } catch (StoreException e) {
            found.add("the state was not written; the next pass works without it: " + e.getMessage());
        }
        return found;
    }

    /** Keeps damaged bytes for whoever wants to know. Equal ones have one name, so they are kept once. */
    private String setAside(byte[] damaged) {
        String aside = target + ".damaged-" + Sha256.hex(damaged).substring(0, DIGITS);
        store.write(aside, damaged, Optional.empty());
        return "the damaged state is kept as state/" + aside + ", and a new one takes its place";
    }

    private static String path(String target) {
        return target + ".json";
    }
}
