package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code function(arguments)}. */
public record Call(Expression function, CallArguments arguments, Position position) implements Expression {

    @Override
    public List<Expression> children() {
        List<Expression> children = new ArrayList<>();
        children.add(function);
        children.addAll(arguments.children());
        return children;
    }

    @Override
    public Evaluator compile(Scope scope) {
        Evaluator callee = function.compile(scope);
        CallArguments.Evaluated values = arguments.compile(scope);
        Evaluator result = frame -> call(callee.evaluate(frame), values.evaluate(frame), frame);
        return result.at(position);
    }

    /** The call with one more named argument, {@code caller}. */
    public Evaluator compileWithCaller(Scope scope, Function<Frame, Object> caller) {
        Evaluator callee = function.compile(scope);
        CallArguments.Evaluated values = arguments.compile(scope);
        Evaluator result = frame -> {
            Object macro = callee.evaluate(frame);
            return call(macro, values.evaluate(frame).withNamed("caller", caller.apply(frame)), frame);
        };
        return result.at(position);
    }

    private static Object call(Object callee, Arguments arguments, Frame frame) {
        frame.context().rendering().budget().step();
        if (callee instanceof Callable callable) {
            try {
                return callable.call(frame.context(), arguments);
            } catch (PythonError e) {
                if (e.kind() == PythonError.Kind.STOP_ITERATION) {
                    return frame.context()
                            .undefined(Undefined.Cause.hint(
                                    "value was undefined because a callable raised a" + " StopIteration exception"));
                }
                throw e;
            }
        }
        if (callee instanceof Undefined undefined) {
            throw undefined.failure();
        }
        throw PythonError.type("'" + TypeName.of(callee) + "' object is not callable");
    }
}
