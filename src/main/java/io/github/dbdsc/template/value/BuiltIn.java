package io.github.dbdsc.template.value;

import java.util.ArrayList;
import java.util.List;

/** A filter, a test, or a method of one of Python's types. */
public interface BuiltIn {

    /**
     * Applies it.
     *
     * @param value what is filtered or tested, or the object whose method is called
     */
    Object apply(Evaluation evaluation, Object value, Arguments arguments);

    /** How closely a built-in looks at the text of its value. */
    enum Look {
        /** It may do something slow with each character: filters and methods. */
        CLOSE,
        /** It decides with a glance at each character, if at any: tests. */
        QUICK
    }

    /**
     * Makes a table of built-ins that all count their work: the texts of their value and arguments before they run, and a
     * text that they return. What takes more than a pass over these, or reads the items of containers, counts that itself.
     */
    static FunctionTable<BuiltIn> table(Look look, List<FunctionTable.Group<BuiltIn>> groups) {
        List<FunctionTable.Group<BuiltIn>> counting = new ArrayList<>();
        for (FunctionTable.Group<BuiltIn> group : groups) {
            counting.add(name -> {
                BuiltIn function = group.named(name);
                return function == null ? null : new Counting(function, look);
            });
        }
        return new FunctionTable<>(counting);
    }

    /** A built-in that counts its work. */
    record Counting(BuiltIn function, Look look) implements BuiltIn {

        @Override
        public Object apply(Evaluation evaluation, Object value, Arguments arguments) {
            Budget budget = Budget.current();
            if (look == Look.CLOSE) {
                budget.reading(value);
            } else {
                budget.passing(value);
            }
            arguments.positional().forEach(budget::passing);
            arguments.named().values().forEach(budget::passing);
            Object result = function.apply(evaluation, value, arguments);
            budget.passing(result);
            return result;
        }
    }

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
