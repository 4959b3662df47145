package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.ReferenceNumber;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something applied to arguments: a function or macro, a filter or a test. */
sealed interface Invocation extends Expression {

    /** The filters that Jinja2 passes the context, and so never evaluates while it compiles. */
    Set<String> NEED_CONTEXT = Set.of("map", "random", "reject", "rejectattr", "select", "selectattr");

    /** The filters that do not keep what is filtered, which templates often apply to what they add to. */
    Set<String> LOOK = Set.of("count", "join", "length");

    /** Returns what it is applied to first: the function that is called, or the value that is filtered or tested. */
    Expression subject();

    CallArguments arguments();

    @Override
    default List<Expression> children() {
        List<Expression> children = new ArrayList<>();
        children.add(subject());
        children.addAll(arguments().children());
        return children;
    }

    /** {@code function(arguments)}. */
    record Call(Expression subject, CallArguments arguments, Position position) implements Invocation {

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator callee = subject.compile(scope);
            CallArguments.Evaluated values = arguments.compile(scope);
            Evaluator result = frame -> call(callee.evaluate(frame), values.evaluate(frame), frame);
            return result.at(position);
        }

        /** Compiles the call with one more named argument, {@code caller}. */
        Evaluator compileWithCaller(LexicalScope scope, Function<Frame, Object> caller) {
            Evaluator callee = subject.compile(scope);
            CallArguments.Evaluated values = arguments.compile(scope);
            Evaluator result = frame -> {
                Object macro = callee.evaluate(frame);
                return call(macro, values.evaluate(frame).withNamed("caller", caller.apply(frame)), frame);
            };
            return result.at(position);
        }

        private static Object call(Object callee, Arguments arguments, Frame frame) {
            frame.budget().step();
            if (callee instanceof Callable callable) {
                try {
                    return callable.call(frame.context(), arguments);
                } catch (PythonError e) {
                    if (e.kind() == PythonError.Kind.STOP_ITERATION) {
                        return frame.context()
                                .undefined(Undefined.Cause.hint(
                                        "value was undefined because a callable raised a StopIteration exception"));
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

    /** {@code value | name(arguments)}. */
    record FilterCall(Expression subject, String name, CallArguments arguments, Position position)
            implements Invocation {

        @Override
        public Evaluator compile(LexicalScope scope) {
            BuiltIn filter = require(scope, "filter", name, scope.unit().filter(name), position);
            boolean looks = LOOK.contains(name);
            Evaluator input = looks ? subject.compileToLook(scope) : subject.compile(scope);
            CallArguments.Evaluated values = arguments.compile(scope);
            Evaluator result = frame -> {
                Object filtered = input.evaluate(frame);
                Budget budget = frame.budget();
                budget.step();
                Arguments given = values.evaluate(frame);
                ReferenceNumber.guard(budget, name, filtered, given);
                return filter.apply(frame.context(), filtered, given);
            };
            return (looks ? new Operands(children()).holding(result) : result).at(position);
        }
    }

    /** {@code value is name(arguments)}. */
    record TestCall(Expression subject, String name, CallArguments arguments, Position position) implements Invocation {

        @Override
        public Evaluator compile(LexicalScope scope) {
            BuiltIn test = require(scope, "test", name, scope.unit().test(name), position);
            Evaluator input = subject.compile(scope);
            CallArguments.Evaluated values = arguments.compile(scope);
            Evaluator result = frame -> {
                Object tested = input.evaluate(frame);
                return test.apply(frame.context(), tested, values.evaluate(frame));
            };
            return result.at(position);
        }
    }

    /** Returns the filter or test found, or one that raises where a condition may keep it from being reached. */
    private static BuiltIn require(
            LexicalScope scope, String what, String name, @Nullable BuiltIn found, Position position) {
        if (found != null) {
            return found;
        }
        if (!scope.isConditional()) {
            throw new PythonError(PythonError.Kind.TEMPLATE_ASSERTION_ERROR, "No " + what + " named '" + name + "'.")
                    .at(position);
        }
        return (evaluation, value, arguments) -> {
            throw PythonError.runtime("No " + what + " named '" + name + "' found.");
        };
    }
}
