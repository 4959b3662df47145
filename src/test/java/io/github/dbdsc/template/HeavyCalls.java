package io.github.dbdsc.template;

import io.github.dbdsc.template.filter.Filters;
import io.github.dbdsc.template.filter.Tests;
import io.github.dbdsc.template.method.Attributes;
import io.github.dbdsc.template.runtime.CompiledTemplate;
import io.github.dbdsc.template.runtime.OutputBuffer;
import io.github.dbdsc.template.runtime.RenderContext;
import io.github.dbdsc.template.runtime.RenderSession;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyRange;
import io.github.dbdsc.template.value.PyTuple;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.TypeName;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Calls of every filter, test, method and operator with large values. The names come from the program's own tables, so
 * that a new one is among them.
 */
final class HeavyCalls {

    private static final String PACKAGE = "io.github.dbdsc.template.";

    /** What stands between the parentheses; {@code w} is a second large value, equal to {@code v} where that is a text. */
    private static final List<String> ARGUMENTS = List.of(
            "",
            "w",
            "w[1:]",
            "3",
            "1000000",
            "w, w",
            "w, 'b'",
            "'a', w",
            "3, w",
            "none, 3",
            "3, 'x'",
            "v",
            "'upper'",
            "attribute=0",
            "0, 'x'",
            "w, 1000, 1000000",
            "true, true",
            "'a', '', 5",
            "(w, w)");

    private static final List<String> OTHERS = List.of(
            "v[7000]",
            "v[-1]",
            "v[1:]",
            "v[::-1]",
            "v[:5]",
            "v[::2]",
            "'%.5s' % v",
            "'{:.5}'.format(v)",
            "'%5s' % v",
            "{v: 1}",
            "{(v, v): 1}",
            "(v, v) in {}",
            "v[w]",
            "-v",
            "not v",
            "dict(v)",
            "range(10)[v]",
            "joiner(v)",
            "dict(a=v, b=v)",
            "'%s' % (v,)",
            "'%r' % [v]",
            "'%c' % v",
            "'{!r:>9}'.format(v)",
            "[v, v]|map('upper')|list",
            "[v, v, v]|map('lower')|join(',')",
            "[v, v]|select('lower')|list",
            "namespace(v)",
            "cycler(v)");

    /** A call, and the name of the value that it is made on. */
    record Call(String expression, String value) {

        /** The expression without its arguments. */
        String function() {
            int end = expression.startsWith("v") ? expression.indexOf('(', 1) : expression.indexOf('(', 8);
            return end < 0 ? expression : expression.substring(0, end);
        }

        @Override
        public String toString() {
            return expression + " of " + value;
        }
    }

    /** Reads what the call returns to the end. */
    private static final String ONCE = "{%% set r = %s %%}"
            + "{%% if r is iterable and r is not string %%}{%% for x in r %%}{%% endfor %%}{%% endif %%}";

    private static final String OVER_AND_OVER = "{%% for i in range(10000000) %%}{%% set r = %s %%}{%% endfor %%}";

    private final Map<String, List<Object>> values = HeavyValues.all();
    private final String template;
    private String compiled = "";
    private TemplateLibrary library = new TemplateLibrary(Map.of(), Map.of(), RendererOptions.DEFAULT);

    private HeavyCalls(String template) {
        this.template = template;
    }

    static HeavyCalls once() {
        return new HeavyCalls(ONCE);
    }

    /** Makes each call until a limit ends it. */
    static HeavyCalls overAndOver() {
        return new HeavyCalls(OVER_AND_OVER);
    }

    /** Sets a call up; what the result does is the call alone. */
    Runnable ready(Call call) {
        if (!call.expression.equals(compiled)) {
            compiled = call.expression;
            library = new TemplateLibrary(
                    Map.of("main", String.format(Locale.ROOT, template, call.expression)),
                    Map.of(),
                    RendererOptions.DEFAULT);
        }
        List<Object> value = values.getOrDefault(call.value, List.of());
        Map<String, Object> names = Map.of("v", HeavyValues.fresh(value.get(0)), "w", HeavyValues.fresh(value.get(1)));
        CompiledTemplate code = library.load("main");
        return () -> {
            RenderSession session = new RenderSession(library);
            new RenderContext(session, code, names).run(code, new OutputBuffer(session.budget()));
        };
    }

    /** All calls: each function with all arguments, on all values of a type that has it. */
    List<Call> all() {
        List<Call> calls = new ArrayList<>();
        filters()
                .forEach(name ->
                        ARGUMENTS.forEach(arguments -> add(calls, "v|" + name + "(" + arguments + ")", all -> true)));
        tests().forEach(name ->
                ARGUMENTS.forEach(arguments -> add(calls, "v is " + name + "(" + arguments + ")", all -> true)));
        methods()
                .forEach((name, types) -> ARGUMENTS.forEach(arguments -> {
                    add(calls, "v." + name + "(" + arguments + ")", value -> types.contains(TypeName.of(value)));
                    add(
                            calls,
                            "(v|safe)." + name + "(" + arguments + ")",
                            value -> value instanceof String && types.contains("Markup"));
                }));
        for (String operator : operators()) {
            add(calls, "v " + operator + " w", all -> true);
            add(calls, "3 " + operator + " w", all -> true);
            add(calls, "w " + operator + " 3", all -> true);
            add(calls, "(w, w) " + operator + " (w, w)", all -> true);
        }
        OTHERS.forEach(expression -> add(calls, expression, all -> true));
        return calls;
    }

    private void add(List<Call> calls, String expression, Predicate<Object> takes) {
        values.forEach((name, value) -> {
            if (takes.test(value.get(0))) {
                calls.add(new Call(expression, name));
            }
        });
    }

    private static List<String> filters() {
        return ConstantStrings.ofPackage(PACKAGE + "filter").stream()
                .filter(name -> Filters.all().find(name) != null)
                .toList();
    }

    private static List<String> tests() {
        return ConstantStrings.ofPackage(PACKAGE + "filter").stream()
                .filter(name -> isName(name) && Tests.all().find(name) != null)
                .toList();
    }

    /** All texts of the compiler that may stand between two values, which the operators are among. */
    private static List<String> operators() {
        return ConstantStrings.ofPackage(PACKAGE + "compiler").stream()
                .filter(text -> !text.isBlank() && stands("{{ 1 " + text + " 2 }}"))
                .toList();
    }

    private static boolean stands(String source) {
        try {
            new TemplateLibrary(Map.of("main", source), Map.of(), RendererOptions.DEFAULT).load("main");
            return true;
        } catch (PythonError e) {
            return false;
        }
    }

    /** Asks each type for every text that the tables hold. */
    private static Map<String, Set<String>> methods() {
        Map<String, Set<String>> methods = new TreeMap<>();
        RenderSession session = new RenderSession(new TemplateLibrary(Map.of(), Map.of(), RendererOptions.DEFAULT));
        RenderContext context =
                new RenderContext(session, new CompiledTemplate("main", (given, out) -> {}, Map.of()), Map.of());
        for (String name : ConstantStrings.ofPackage(PACKAGE + "method")) {
            for (Object each : List.of(
                    "",
                    new Markup(""),
                    new PyList(),
                    PyTuple.of(),
                    new PyDict(),
                    new PyRange(0, 1, 1),
                    1L,
                    1.5,
                    true)) {
                try {
                    if (isName(name) && Attributes.attribute(context, each, name) instanceof Callable) {
                        methods.computeIfAbsent(name, key -> new TreeSet<>()).add(TypeName.of(each));
                    }
                } catch (PythonError e) {
                    // a name that this renderer refuses
                }
            }
        }
        return methods;
    }

    private static boolean isName(String text) {
        return text.matches("[a-z_]\\w*");
    }
}
