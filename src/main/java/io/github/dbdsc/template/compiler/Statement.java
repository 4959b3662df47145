package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.OutputLines.Origin;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.List;

/** A tag, or text between tags. */
sealed interface Statement extends Node
        permits Statement.TemplateText,
                Statement.Print,
                Statement.Do,
                IfTag,
                LoopTag,
                AssignmentTag,
                ScopedTag,
                MacroTag,
                ImportTag,
                InheritanceTag {

    Instruction compile(LexicalScope scope);

    static Instruction compileAll(List<Statement> body, LexicalScope scope) {
        List<Instruction> instructions = new ArrayList<>();
        for (Statement statement : body) {
            Instruction instruction = statement.compile(scope);
            if (instruction != Instruction.NOTHING) {
                instructions.add(instruction);
            }
        }
        return Instruction.sequence(instructions);
    }

    /** Template text that is printed as it is. */
    record TemplateText(String text, Position position) implements Statement {

        @Override
        public List<Node> children() {
            return List.of();
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            Origin origin = Origin.ofText(position, text);
            return unlessExtending(scope, (frame, out) -> {
                out.append(text, origin);
                return Instruction.Flow.NEXT;
            });
        }
    }

    /** {@code {{ expression }}}, and the tag {@code print}. */
    record Print(Expression expression, Position tag) implements Statement {

        static List<Statement> parseTag(StatementParser parser, Position tag) {
            List<Statement> prints = new ArrayList<>();
            while (!parser.tokens().current().is(Token.Type.BLOCK_END)) {
                if (!prints.isEmpty()) {
                    parser.tokens().expectOperator(",");
                }
                prints.add(new Print(parser.expressions().parse(), tag));
            }
            return prints;
        }

        @Override
        public List<Expression> children() {
            return List.of(expression);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            if (scope.checksOutput() && scope.unit().alwaysExtends()) {
                return Instruction.NOTHING;
            }
            Evaluator value = expression.compileToLook(scope);
            Position position = expression.position();
            Origin origin = Origin.ofValue(tag);
            Escaping escaping = expression.isConstant() ? scope.escaping().forConstants() : scope.escaping();
            return unlessExtending(scope, (frame, out) -> {
                Object printed = value.evaluate(frame);
                try {
                    out.append(
                            escaping.isOn(frame.context())
                                    ? Markup.escape(printed).text()
                                    : Strings.of(printed),
                            origin);
                } catch (PythonError e) {
                    throw e.at(position);
                }
                return Instruction.Flow.NEXT;
            });
        }
    }

    /** Evaluates an expression for its effect: {@code {% do list.append(x) %}}. */
    record Do(Expression expression) implements Statement {

        static Do parse(StatementParser parser) {
            return new Do(parser.expressions().parseTuple());
        }

        @Override
        public List<Expression> children() {
            return List.of(expression);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            Evaluator evaluator = expression.compile(scope);
            return (frame, out) -> {
                evaluator.evaluate(frame);
                return Instruction.Flow.NEXT;
            };
        }
    }

    /** Drops what a template prints outside of blocks once it has extended another. */
    private static Instruction unlessExtending(LexicalScope scope, Instruction print) {
        if (!scope.checksOutput()) {
            return print;
        }
        if (scope.unit().alwaysExtends()) {
            return Instruction.NOTHING;
        }
        return (frame, out) -> frame.context().isExtending() ? Instruction.Flow.NEXT : print.run(frame, out);
    }
}
