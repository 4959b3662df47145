package io.github.dbdsc.template.runtime;

/**
 * A name in compiled code: reads and writes its slot.
 *
 * @param distance how many functions further out the slot is
 * @param slot the index in that function's frame
 */
public record Variable(int distance, int slot) {

    /** Returns the value, or absent when there is none. */
    public Object get(Frame frame) {
        return distance == 0 ? frame.get(slot) : frame.outer(distance).get(slot);
    }

    public void set(Frame frame, Object value) {
        if (distance == 0) {
            frame.set(slot, value);
        } else {
            frame.outer(distance).set(slot, value);
        }
    }
}
