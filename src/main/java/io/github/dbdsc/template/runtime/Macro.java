package io.github.dbdsc.template.runtime;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.None;
import io.github.dbdsc.template.value.Value.Represented;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro as a value: its code and the frame it was defined in. */
public record Macro(Code code, Frame definedIn) implements Callable, Attributed, Represented {

    /**
     * A compiled macro.
     *
     * @param name null for the anonymous macro of a call block
     * @param defaults a value for every parameter that is not given
     * @param caller where the body finds {@code caller}, when it reads it without declaring it
     * @param kwargs the same for {@code kwargs}
     * @param varargs the same for {@code varargs}
     * @param usesCaller whether the body reads {@code caller} at all
     */
    public record Code(
            @Nullable String name,
            List<String> parameters,
            List<Variable> variables,
            List<Evaluator> defaults,
            @Nullable Variable caller,
            @Nullable Variable kwargs,
            @Nullable Variable varargs,
            boolean usesCaller,
            Frame.Factory frames,
            Frame.Steps entry,
            Instruction body) {}

    @Override
    public Object call(Evaluation evaluation, Arguments arguments) {
        Budget budget = definedIn.budget();
        budget.enter();
        Frame frame = code.frames().create(definedIn, definedIn.context());
        bind(frame, arguments);
        code.entry().run(frame);
        for (int i = 0; i < code.defaults().size(); i++) {
            Variable parameter = code.variables().get(i);
            if (parameter.get(frame) == Absent.ABSENT) {
                parameter.set(frame, code.defaults().get(i).evaluate(frame));
            }
        }
        OutputBuffer out = new OutputBuffer(budget);
        code.body().run(frame, out);
        budget.leave();
        String text = out.asValue();
        return evaluation.autoescape() ? new Markup(text) : text;
    }

    private void bind(Frame frame, Arguments arguments) {
        List<String> names = code.parameters();
        int given = Math.min(arguments.size(), names.size());
        for (int i = 0; i < given; i++) {
            code.variables().get(i).set(frame, arguments.get(i));
        }
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        boolean foundCaller = given == names.size() && names.contains("caller");
        for (int i = given; i < names.size(); i++) {
            foundCaller |= names.get(i).equals("caller");
            Object value = named.remove(names.get(i));
            code.variables().get(i).set(frame, value == null ? Absent.ABSENT : value);
        }
        if (code.usesCaller() && !foundCaller) {
            bindCaller(frame, named.remove("caller"));
        }
        bindRest(frame, arguments, named);
    }

    private void bindCaller(Frame frame, @Nullable Object given) {
        Object caller = given == null || given == None.NONE
                ? frame.context().undefined(Undefined.Cause.hint("No caller defined"))
                : given;
        if (code.caller() != null) {
            code.caller().set(frame, caller);
        }
    }

    private void bindRest(Frame frame, Arguments arguments, Map<String, Object> named) {
        if (code.kwargs() != null) {
            PyDict rest = new PyDict();
            named.forEach(rest::put);
            code.kwargs().set(frame, rest);
        } else if (named.containsKey("caller")) {
            throw PythonError.type("macro " + quotedName()
                    + " was invoked with two values for the special caller argument. This is most likely a bug.");
        } else if (!named.isEmpty()) {
            throw PythonError.type("macro " + quotedName() + " takes no keyword argument "
                    + Repr.of(named.keySet().iterator().next()));
        }
        int count = code.parameters().size();
        if (code.varargs() != null) {
            List<Object> all = arguments.positional();
            code.varargs().set(frame, new PyTuple(all.subList(Math.min(count, all.size()), all.size())));
        } else if (arguments.size() > count) {
            throw PythonError.type("macro " + quotedName() + " takes not more than " + count + " argument(s)");
        }
    }

    private String quotedName() {
        return code.name() == null ? "None" : Repr.of(code.name());
    }

    @Override
    public Object attribute(Evaluation evaluation, String name) {
        return switch (name) {
            case "name" -> code.name() == null ? None.NONE : code.name();
            case "arguments" -> new PyTuple(code.parameters());
            case "catch_kwargs" -> code.kwargs() != null;
            case "catch_varargs" -> code.varargs() != null;
            case "caller" -> code.usesCaller();
            case "explicit_caller" -> code.parameters().contains("caller");
            default -> Absent.ABSENT;
        };
    }

    @Override
    public String typeName() {
        return "Macro";
    }

    @Override
    public String repr() {
        return "<Macro " + (code.name() == null ? "anonymous" : Repr.of(code.name())) + ">";
    }
}
