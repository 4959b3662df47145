package io.github.dbdsc.template.value;

/** A value with attributes of its own, such as {@code loop} or an imported template. */
public interface Attributed {

    /** The attribute, or {@link Absent#ABSENT}. */
    Object attribute(Evaluation evaluation, String name);

    /** The name of its class, as error messages print it. */
    String typeName();
}
