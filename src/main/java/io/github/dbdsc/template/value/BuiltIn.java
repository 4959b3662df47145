package io.github.dbdsc.template.value;

/** A filter, a test, or a method of one of Python's types. */
public interface BuiltIn {

    /**
     * Applies it.
     *
     * @param value what is filtered or tested, or the object whose method is called
     */
    Object apply(Evaluation evaluation, Object value, Arguments arguments);

    /** What a filter or test with declared parameters does; the first argument is its value. */
    interface Body {
        Object apply(Evaluation evaluation, Signature.Bound arguments);
    }

    /** What a method with declared parameters does. */
    interface MethodBody<T> {
        Object apply(T self, Signature.Bound arguments);
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

    /**
     * A method of a type, whose arguments are matched to parameters first.
     *
     * @param parameters those after the object itself; see {@link Signature#of}
     */
    static BuiltIn method(String name, String parameters, MethodBody<Object> body) {
        return method(Object.class, name, parameters, body);
    }

    /** Like the other, for objects of one Java type only. */
    static <T> BuiltIn method(Class<T> type, String name, String parameters, MethodBody<T> body) {
        Signature signature = Signature.of(name, parameters);
        return (evaluation, self, arguments) -> body.apply(type.cast(self), signature.bind(arguments));
    }
}
