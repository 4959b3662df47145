package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Sequence;

/**
 * The size of all values that a rendering has made and may still hold. A value is released where it is certain that nothing
 * holds it: the result of an operator, once another operator has used it up or the only place it was put in gets another
 * value. So a text that a loop adds to counts once, not once for each time it grew.
 */
public final class LivingSize {

    /** An item of a list, in characters. */
    static final int ITEM = 4;

    private static final int OBJECT = 8;

    private long size;
    private int holds;
    private long held;

    /** Counts a value, and returns the size of all. */
    long add(long characters) {
        size += characters + OBJECT;
        return size;
    }

    /** Counts the result of an operator no more: nothing holds it, but for expressions that {@link #hold} their values. */
    public void release(Object value) {
        if (holds > 0) {
            held += of(value);
        } else {
            size -= of(value);
        }
    }

    /**
     * Notes that an expression holds values while it calls what may replace them: nothing is released until
     * {@link #letGo}, which must follow.
     */
    public void hold() {
        holds++;
    }

    public void letGo() {
        if (--holds == 0) {
            size -= held;
            held = 0;
        }
    }

    /** What {@link #add} counted for the result of {@code +} or {@code ~}. */
    private static long of(Object value) {
        if (value instanceof String text) {
            return (long) text.length() + OBJECT;
        }
        if (value instanceof Markup markup) {
            return (long) markup.text().length() + OBJECT;
        }
        return value instanceof Sequence sequence ? (long) sequence.size() * ITEM + OBJECT : 0;
    }
}
