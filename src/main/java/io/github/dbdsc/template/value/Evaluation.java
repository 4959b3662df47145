package io.github.dbdsc.template.value;

import io.github.dbdsc.model.Reference;

/** What functions, filters and tests may ask of the rendering they run in. */
public interface Evaluation {

    /** Whether output is escaped where the call is made. */
    boolean autoescape();

    /** Makes an undefined value that behaves as the renderer's options say. */
    Undefined undefined(Undefined.Cause cause);

    /** Returns what stands in the output for an id that only the workspace knows. */
    Object referTo(Reference reference);

    boolean hasFilter(Object name);

    boolean hasTest(Object name);

    Object callFilter(Object name, Object value, Arguments arguments);

    Object callTest(Object name, Object value, Arguments arguments);
}
