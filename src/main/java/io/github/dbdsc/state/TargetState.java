package io.github.dbdsc.state;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a target's jobs, from the start of a pass to its end. It only saves work, so a pass goes on
 * whatever happens to it; the report's notes tell.
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
        this.notes = notes;
    }

    /**
     * Reads what is remembered; nothing is written yet. What goes wrong, now and later, is added to the notes.
     *
     * @param last saves work where this process read or wrote the state before
     */
    public static TargetState read(StateStore store, LastState last, Target target, List<String> notes) {
        String id = target.id();
        Optional<StoredState> stored = Optional.empty();
        try {
            stored = store.read(path(id));
            Map<JobKey, AppliedJob> jobs =
                    stored.isPresent() ? last.read(stored.get().content()) : Map.of();
            return new TargetState(store, last, id, Condition.USABLE, stored, jobs, notes);
        } catch (StoreException e) {
            notes.add("the state was not read and is left as it is, so removed fields may not be noticed: "
                    + e.getMessage());
            return new TargetState(store, last, id, Condition.UNREAD, stored, Map.of(), notes);
        } catch (DamagedStateException e) {
            notes.add("the state is damaged, so removed fields may not be noticed: state/" + path(id) + " "
                    + e.getMessage());
            return new TargetState(store, last, id, Condition.DAMAGED, stored, Map.of(), notes);
        }
    }

    public Map<JobKey, AppliedJob> jobs() {
        return jobs;
    }

    /** Remembers these jobs instead. What could not be read, or somebody else has written meanwhile, is not replaced. */
    public void write(Map<JobKey, AppliedJob> after) {
        if (condition == Condition.UNREAD) {
            return;
        }
        if (condition == Condition.USABLE && after.equals(jobs)) {
            last.hold(jobs, after);
            return;
        }
        try {
            if (condition == Condition.DAMAGED) {
                stored.ifPresent(damaged -> setAside(damaged.content()));
            }
            if (!store.write(path(target), last.write(after), stored.map(StoredState::version))) {
                notes.add("the state was not written: another pass has written state/" + path(target)
                        + " since this one read it; the next pass works with what that one wrote");
            }
        } catch (StoreException e) {
            notes.add("the state was not written; the next pass works without it: " + e.getMessage());
        }
    }

    /** Keeps damaged bytes for whoever wants to know. Equal ones have one name, so they are kept once. */
    private void setAside(byte[] damaged) {
        String aside = target + ".damaged-" + Sha256.hex(damaged).substring(0, DIGITS);
        store.write(aside, damaged, Optional.empty());
        notes.add("the damaged state is kept as state/" + aside + ", and a new one takes its place");
    }

    private static String path(String target) {
        return target + ".json";
    }
}
