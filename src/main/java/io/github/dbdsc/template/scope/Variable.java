package io.github.dbdsc.template.scope;

/** A name in compiled code: reads and writes its slot. */
public final class Variable {

    private final int distance;
    private final int index;

    Variable(int distance, int index) {
        this.distance = distance;
        this.index = index;
    }

    /** The value, or absent when there is none. */
    public Object get(Frame frame) {
        return distance == 0 ? frame.get(index) : frame.out(distance).get(index);
    }

    public void set(Frame frame, Object value) {
        if (distance == 0) {
            frame.set(index, value);
        } else {
            frame.out(distance).set(index, value);
        }
    }
}
