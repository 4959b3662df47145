package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.OutputLines.Origin;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import io.github.dbdsc.template.value.Truth;
import io.github.dbdsc.template.value.TypeName;
import java.util.ArrayList;
import java.util.List;

/** Tags that only give their body a scope of its own, with other names, escaping or filters. */
sealed interface ScopedTag extends Statement {

    /** {@code with a = 1, b = 2} … {@code endwith}. */
    record With(List<AssignmentTarget> targets, List<Expression> values, List<Statement> body) implements ScopedTag {

        static With parse(StatementParser parser) {
            List<AssignmentTarget> targets = new ArrayList<>();
            List<Expression> values = new ArrayList<>();
            while (!parser.tokens().current().is(Token.Type.BLOCK_END)) {
                if (!targets.isEmpty()) {
                    parser.tokens().expectOperator(",");
                }
                targets.add(parser.targets().parse(false));
                parser.tokens().expectOperator("=");
                values.add(parser.expressions().parse());
            }
            return new With(targets, values, parser.bodyThrough("endwith"));
        }

        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>(targets);
            children.addAll(values);
            children.addAll(body);
            return children;
        }

        /** Declares the values, which belong to the scope outside: no name sees another of the same tag. */
        @Override
        public void declare(Symbols symbols) {
            values.forEach(value -> value.declare(symbols));
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            LexicalScope inner = scope.inner();
            targets.forEach(target -> target.declareParameters(inner.symbols()));
            body.forEach(statement -> statement.declare(inner.symbols()));
            Frame.Steps entry = inner.entry();
            Frame.Steps exit = inner.exit();
            AssignmentTarget.Assignment[] assignments =
                    targets.stream().map(target -> target.compile(inner)).toArray(AssignmentTarget.Assignment[]::new);
            Evaluator[] evaluators = Expression.compileAll(values, scope);
            Instruction instruction = Statement.compileAll(body, inner);
            return (frame, out) -> {
                entry.run(frame);
                for (int i = 0; i < assignments.length; i++) {
                    assignments[i].assign(frame, evaluators[i].evaluate(frame));
                }
                Instruction.Flow flow = instruction.run(frame, out);
                exit.run(frame);
                return flow;
            };
        }
    }

    /** {@code autoescape true} … {@code endautoescape}. */
    record Autoescape(Expression on, List<Statement> body) implements ScopedTag {

        static Autoescape parse(StatementParser parser) {
            Expression on = parser.expressions().parse();
            return new Autoescape(on, parser.bodyThrough("endautoescape"));
        }

        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>();
            children.add(on);
            children.addAll(body);
            return children;
        }

        /** Declares nothing outside: the expression belongs to the scope inside as well. */
        @Override
        public void declare(Symbols symbols) {}

        @Override
        public Instruction compile(LexicalScope scope) {
            if (on.isFoldableByFilter()) {
                throw PythonError.unsupported(
                                "autoescape by an expression in which a filter or test decides what else is"
                                        + " looked at is not supported; set a variable before and use that")
                        .at(on.position());
            }
            Escaping escaping = on instanceof Expression.Literal literal
                    ? Escaping.of(Truth.of(literal.value()))
                    : on.isFoldable() ? Escaping.COMPUTED : scope.escaping().dynamic();
            LexicalScope inner = scope.inner().escaping(escaping);
            children().forEach(child -> child.declare(inner.symbols()));
            Frame.Steps entry = inner.entry();
            Frame.Steps exit = inner.exit();
            Evaluator switched = on.compile(inner);
            Instruction instruction = Statement.compileAll(body, inner);
            return (frame, out) -> {
                entry.run(frame);
                boolean before = frame.context().autoescape();
                frame.context().autoescape(Truth.of(switched.evaluate(frame)));
                Instruction.Flow flow = instruction.run(frame, out);
                frame.context().autoescape(before);
                exit.run(frame);
                return flow;
            };
        }
    }

    /** {@code filter name} … {@code endfilter}. */
    record FilterBlock(Expression filter, List<Statement> body, Position position) implements ScopedTag {

        static FilterBlock parse(StatementParser parser, Position tag) {
            PrimaryParser primary = parser.expressions().primary();
            Expression filter = primary.filters(primary.filter(new CapturedBody.CapturedText(tag)));
            return new FilterBlock(filter, parser.bodyThrough("endfilter"), tag);
        }

        @Override
        public List<Node> children() {
            List<Node> children = new ArrayList<>();
            children.addAll(body);
            children.add(filter);
            return children;
        }

        @Override
        public void declare(Symbols symbols) {
            filter.declare(symbols);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            LexicalScope inner = scope.inner();
            children().forEach(child -> child.declare(inner.symbols()));
            CapturedBody captured = CapturedBody.compile(body, filter, inner);
            Origin origin = Origin.ofValue(position);
            return (frame, out) -> {
                Object filtered = captured.evaluate(frame);
                if (!Strings.isString(filtered)) {
                    throw PythonError.type(
                                    "sequence item 0: expected str instance, " + TypeName.of(filtered) + " found")
                            .at(position);
                }
                out.append(filtered.toString(), origin);
                return Instruction.Flow.NEXT;
            };
        }
    }
}
