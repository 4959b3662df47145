package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Constants;
import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Token;
import io.github.dbdsc.template.scope.Escaping;
import io.github.dbdsc.template.scope.Origin;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.List;

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
    public Instruction compile(Scope scope) {
        if (scope.checksOutput() && scope.unit().alwaysExtends()) {
            return Instruction.NOTHING;
        }
        Evaluator value = expression.compile(scope);
        Position position = expression.position();
        Origin origin = Origin.ofValue(tag);
        Escaping escaping = Constants.isConstant(expression) ? scope.escaping().forConstants() : scope.escaping();
        Instruction print = (frame, out) -> {
            Object printed = value.evaluate(frame);
            try {
                out.append(
                        escaping.isOn(frame.context()) ? Markup.escape(printed).text() : Strings.of(printed), origin);
            } catch (PythonError e) {
                throw e.at(position);
            }
            return Instruction.Flow.NEXT;
        };
        return unlessExtending(scope, print);
    }

    /** Drops what a template prints outside of blocks once it has extended another. */
    static Instruction unlessExtending(Scope scope, Instruction print) {
        if (!scope.checksOutput()) {
            return print;
        }
        if (scope.unit().alwaysExtends()) {
            return Instruction.NOTHING;
        }
        return (frame, out) -> frame.context().isExtending() ? Instruction.Flow.NEXT : print.run(frame, out);
    }
}
