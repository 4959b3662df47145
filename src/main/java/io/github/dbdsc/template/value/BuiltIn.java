package io.github.dbdsc.template.value;

/** A filter or test. */
public interface BuiltIn {

    Object apply(Evaluation evaluation, Object value, Arguments arguments);
}
