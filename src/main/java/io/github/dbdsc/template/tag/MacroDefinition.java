package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.expression.Target;
import io.github.dbdsc.template.expression.UndeclaredNames;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parameters and the body of a macro or a call block.
 *
 * @param defaults those of the last parameters
 */
record MacroDefinition(
        List<Target.NameTarget> parameters, List<Expression> defaults, List<Statement> body, Position position) {

    /** The parameters in parentheses and the body; the position is that of the tag. */
    static MacroDefinition parseParameters(StatementParser parser, Position position) {
        List<Target.NameTarget> parameters = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        parser.tokens().expectOperator("(");
        while (!parser.tokens().current().isOperator(")")) {
            if (!parameters.isEmpty()) {
                parser.tokens().expectOperator(",");
            }
            parameters.add(parser.targets().name());
            if (parser.tokens().skipOperator("=")) {
                defaults.add(parser.expressions().parse());
            } else if (!defaults.isEmpty()) {
                throw parser.tokens().error("non-default argument follows default argument");
            }
        }
        parser.tokens().expectOperator(")");
        return new MacroDefinition(parameters, defaults, List.of(), position);
    }

    MacroDefinition withBody(List<Statement> statements) {
        return new MacroDefinition(parameters, defaults, statements, position);
    }

    List<Node> children() {
        List<Node> children = new ArrayList<>(parameters);
        children.addAll(defaults);
        children.addAll(body);
        return children;
    }

    private List<String> names() {
        return parameters.stream().map(Target.NameTarget::name).toList();
    }

    MacroCode compile(@Nullable String name, Scope outer) {
        Scope scope = outer.function();
        declare(scope.symbols());
        Set<String> special = UndeclaredNames.among(Set.of("caller", "kwargs", "varargs"), body);
        List<String> names = names();
        boolean usesCaller = special.contains("caller");
        if (usesCaller && names.contains("caller")) {
            requireDefault(names.indexOf("caller"));
        }
        List<Variable> variables = new ArrayList<>();
        List<Evaluator> values = new ArrayList<>();
        Variable caller = usesCaller && !names.contains("caller") ? parameter(scope, "caller") : null;
        Variable kwargs = special.contains("kwargs") && !names.contains("kwargs") ? parameter(scope, "kwargs") : null;
        Variable varargs =
                special.contains("varargs") && !names.contains("varargs") ? parameter(scope, "varargs") : null;
        for (int i = 0; i < names.size(); i++) {
            int fromEnd = i - names.size() + defaults.size();
            variables.add(scope.variable(names.get(i)));
            values.add(
                    fromEnd < 0
                            ? MacroCode.notProvided(
                                    names.get(i), parameters.get(i).position())
                            : defaults.get(fromEnd).compile(scope));
        }
        return new MacroCode(
                name,
                names,
                variables,
                values,
                caller,
                kwargs,
                varargs,
                usesCaller,
                scope.frames(),
                scope.entry(),
                Instruction.sequence(body, scope));
    }

    private void declare(Symbols symbols) {
        parameters.forEach(parameter -> parameter.declareParameters(symbols));
        defaults.forEach(value -> value.declare(symbols));
        body.forEach(statement -> statement.declare(symbols));
    }

    private static Variable parameter(Scope scope, String name) {
        scope.symbols().parameter(name);
        return scope.variable(name);
    }

    private void requireDefault(int index) {
        if (index < parameters.size() - defaults.size()) {
            throw new PythonError(
                            PythonError.Kind.TEMPLATE_ASSERTION_ERROR,
                            "When defining macros or call blocks the special \"caller\" argument must be omitted or be"
                                    + " given a default.")
                    .at(position);
        }
    }
}
