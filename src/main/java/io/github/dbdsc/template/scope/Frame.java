package io.github.dbdsc.template.scope;

import io.github.dbdsc.template.value.Value.Absent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A function of a template while it runs: its slots and the context it runs in. */
public final class Frame {

    private final Object[] slots;
    private final @Nullable Frame outer;
    private final RenderContext context;
    private @Nullable Output stream;

    Frame(int slotCount, @Nullable Frame outer, RenderContext context) {
        this.slots = new Object[slotCount];
        Arrays.fill(slots, Absent.ABSENT);
        this.outer = outer;
        this.context = context;
    }

    /** Says where the function prints to, for what goes around captures. */
    public void stream(Output out) {
        stream = out;
    }

    /**
     * Where the template or block prints to, whatever captures its output right now; null in macros and recursive
     * loops.
     */
    public @Nullable Output stream() {
        return stream;
    }

    public RenderContext context() {
        return context;
    }

    Object get(int index) {
        return slots[index];
    }

    void set(int index, Object value) {
        slots[index] = value;
    }

    /** The frame of the function that many functions further out. */
    Frame out(int distance) {
        Frame frame = this;
        for (int i = 0; i < distance && frame.outer != null; i++) {
            frame = frame.outer;
        }
        return frame;
    }
}
