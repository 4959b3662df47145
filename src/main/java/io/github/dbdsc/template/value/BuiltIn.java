package io.github.dbdsc.template.value;

/** A filter or test. */
public interface BuiltIn {

    Object apply(Evaluation evaluation, Object value, Arguments arguments);

    /** What a filter or test with declared parameters does. */
    interface Body {
        Object apply(Evaluation evaluation, Signature.Bound arguments);
    }

    /**
     * A filter or test whose arguments are matched to parameters first.
     *
     * @param parameters the first is the value that is filtered or tested; see {@link Signature#of}
     */
    static BuiltIn of(String name, String parameters, Body body) {
        Signature signature = Signature.of(name, parameters);
        return (evaluation, value, arguments) -> body.apply(evaluation, signature.bind(value, arguments));
    }
}
