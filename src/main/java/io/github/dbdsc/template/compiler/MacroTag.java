package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.Macro;
import io.github.dbdsc.template.runtime.OutputLines.Origin;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Macros, and the blocks that are passed to them. */
sealed interface MacroTag extends Statement {

    /** {@code macro name(parameters)} … {@code endmacro}. */
    record MacroBlock(String name, Definition definition) implements MacroTag {

        static MacroBlock parse(StatementParser parser, Position tag) {
            String name = parser.targets().name().name();
            Definition parameters = Definition.parseParameters(parser, tag);
            return new MacroBlock(name, parameters.withBody(parser.bodyThrough("endmacro")));
        }

        @Override
        public List<Node> children() {
            return definition.children();
        }

        @Override
        public void declare(Symbols symbols) {
            symbols.store(name);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            Macro.Code code = definition.compile(name, scope);
            Variable variable = scope.variable(name);
            boolean topLevel = scope.isTopLevel();
            return (frame, out) -> {
                Macro macro = new Macro(code, frame);
                variable.set(frame, macro);
                if (topLevel) {
                    frame.context().assign(name, macro);
                    frame.context().export(name);
                }
                return Instruction.Flow.NEXT;
            };
        }
    }

    /** {@code call(parameters) macro(arguments)} … {@code endcall}: a macro that gets the body as {@code caller}. */
    record CallBlock(Invocation.Call call, Definition definition, Position position) implements MacroTag {

        static CallBlock parse(StatementParser parser, Position tag) {
            Definition parameters = parser.tokens().current().isOperator("(")
                    ? Definition.parseParameters(parser, tag)
                    : new Definition(List.of(), List.of(), List.of(), tag);
            Expression expression = parser.expressions().parse();
            if (!(expression instanceof Invocation.Call call)) {
                throw parser.tokens().error("expected call", tag);
            }
            return new CallBlock(call, parameters.withBody(parser.bodyThrough("endcall")), tag);
        }

        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>();
            children.add(call);
            children.addAll(definition.children());
            return children;
        }

        @Override
        public void declare(Symbols symbols) {
            call.declare(symbols);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            Macro.Code code = definition.compile(null, scope);
            Evaluator result = call.compileWithCaller(scope, frame -> new Macro(code, frame));
            Origin origin = Origin.ofValue(position);
            return (frame, out) -> {
                out.append(Strings.of(result.evaluate(frame)), origin);
                return Instruction.Flow.NEXT;
            };
        }
    }

    /**
     * The parameters and the body of a macro or a call block.
     *
     * @param defaults those of the last parameters
     * @param position of the tag
     */
    record Definition(
            List<AssignmentTarget.Name> parameters,
            List<Expression> defaults,
            List<Statement> body,
            Position position) {

        /** Parses the parameters with their parentheses; the body is still empty. */
        private static Definition parseParameters(StatementParser parser, Position position) {
            List<AssignmentTarget.Name> parameters = new ArrayList<>();
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
            return new Definition(parameters, defaults, List.of(), position);
        }

        private Definition withBody(List<Statement> statements) {
            return new Definition(parameters, defaults, statements, position);
        }

        private List<Node> children() {
            List<Node> children = new ArrayList<>(parameters);
            children.addAll(defaults);
            children.addAll(body);
            return children;
        }

        /** @param name null for the anonymous macro of a call block */
        private Macro.Code compile(@Nullable String name, LexicalScope outer) {
            LexicalScope scope = outer.function();
            declare(scope.symbols());
            Set<String> special = Node.undeclared(Set.of("caller", "kwargs", "varargs"), body);
            List<String> names =
                    parameters.stream().map(AssignmentTarget.Name::name).toList();
            refuseTwice(names, outer.unit());
            boolean usesCaller = special.contains("caller");
            if (usesCaller && names.contains("caller")) {
                requireDefault(names.indexOf("caller"));
            }
            special.removeAll(names);
            Variable caller = special.contains("caller") ? scope.parameter("caller") : null;
            Variable kwargs = special.contains("kwargs") ? scope.parameter("kwargs") : null;
            Variable varargs = special.contains("varargs") ? scope.parameter("varargs") : null;
            List<Variable> variables = new ArrayList<>();
            List<Evaluator> values = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                int fromEnd = i - names.size() + defaults.size();
                variables.add(scope.variable(names.get(i)));
                values.add(
                        fromEnd < 0
                                ? notProvided(parameters.get(i))
                                : defaults.get(fromEnd).compile(scope));
            }
            Instruction code = Statement.compileAll(body, scope);
            return new Macro.Code(
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
                    scope.symbols().function().orRefusal(code));
        }

        private void refuseTwice(List<String> names, TemplateUnit unit) {
            for (int i = 0; i < names.size(); i++) {
                if (names.subList(0, i).contains(names.get(i))) {
                    unit.addLateError(new PythonError(
                                    PythonError.Kind.SYNTAX_ERROR,
                                    "duplicate argument '" + names.get(i) + "' in function definition")
                            .at(parameters.get(i).position()));
                }
            }
        }

        private void declare(Symbols symbols) {
            parameters.forEach(parameter -> parameter.declareParameters(symbols));
            defaults.forEach(value -> value.declare(symbols));
            body.forEach(statement -> statement.declare(symbols));
        }

        private static Evaluator notProvided(AssignmentTarget.Name parameter) {
            Undefined.Cause cause = Undefined.Cause.hint("parameter '" + parameter.name() + "' was not provided");
            return frame -> frame.context().undefined(cause).at(parameter.position());
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
}
