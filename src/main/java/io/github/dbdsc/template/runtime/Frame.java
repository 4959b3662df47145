package io.github.dbdsc.template.runtime;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of a template while it runs: its slots and the context it runs in. */
public final class Frame {

    private final Object[] slots;
    private final @Nullable Frame outer;
    private final RenderContext context;
    private @Nullable OutputBuffer stream;

    /** @param outer the frame of the enclosing function; null for a template's root and for blocks */
    public Frame(int slotCount, @Nullable Frame outer, RenderContext context) {
        this.slots = new Object[slotCount];
        Arrays.fill(slots, Absent.ABSENT);
        this.outer = outer;
        this.context = context;
    }

    /** Makes the frames of one function. */
    public interface Factory {

        Frame create(@Nullable Frame outer, RenderContext context);
    }

    public RenderContext context() {
        return context;
    }

    public Budget budget() {
        return context.session().budget();
    }

    /**
     * Returns the output of the template or block itself, even while its text is captured; null in macros and recursive
     * loops.
     */
    public @Nullable OutputBuffer stream() {
        return stream;
    }

    public void stream(OutputBuffer out) {
        stream = out;
    }

    Object get(int slot) {
        return slots[slot];
    }

    void set(int slot, Object value) {
        slots[slot] = value;
    }

    /** Returns the frame of the function that is {@code distance} functions further out. */
    Frame outer(int distance) {
        Frame frame = this;
        for (int i = 0; i < distance && frame.outer != null; i++) {
            frame = frame.outer;
        }
        return frame;
    }

    /** What happens to one slot when its scope is entered or left. */
    public interface Step {

        void run(Frame frame);

        /** Asks the context for a name. */
        static Step resolve(int slot, String name) {
            return frame -> frame.set(slot, frame.context.resolve(name));
        }

        /** Copies the value of another slot. */
        static Step copy(int slot, Variable from) {
            return frame -> frame.set(slot, from.get(frame));
        }

        /** Takes the value away. */
        static Step clear(int slot) {
            return frame -> frame.set(slot, Absent.ABSENT);
        }
    }

    /** What happens to the slots of a scope when it is entered or left. */
    public static final class Steps {

        private final Step[] steps;

        public Steps(List<Step> steps) {
            this.steps = steps.toArray(new Step[0]);
        }

        public void run(Frame frame) {
            for (Step step : steps) {
                step.run(frame);
            }
        }
    }
}
