package io.github.dbdsc.template.method;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Signature;
import io.github.dbdsc.template.value.Value.Callable;

/** A method of one of Python's types. */
interface Method {

    Object call(Evaluation evaluation, Object self, Arguments arguments);

    /** What a method with declared parameters does. */
    interface Body {
        Object call(Object self, Signature.Bound arguments);
    }

    /** A method whose arguments are matched to parameters first; see {@link Signature#of}. */
    static Method of(String name, String parameters, Body body) {
        Signature signature = Signature.of(name, parameters);
        return (evaluation, self, arguments) -> body.call(self, signature.bind(arguments));
    }

    /** A method taken off its object. */
    record Bound(Object self, Method method) implements Callable {
        @Override
        public Object call(Evaluation evaluation, Arguments arguments) {
            Budget.current().reading(self);
            return method.call(evaluation, self, arguments);
        }
    }
}
