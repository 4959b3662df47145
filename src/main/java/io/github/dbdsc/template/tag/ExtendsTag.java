package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.List;

/** {@code extends template}. */
record ExtendsTag(Expression template, Position position) implements Statement {

    static ExtendsTag parse(StatementParser parser, Position tag) {
        return new ExtendsTag(parser.expressions().parse(), tag);
    }

    @Override
    public List<Expression> children() {
        return List.of(template);
    }

    @Override
    public Instruction compile(Scope scope) {
        if (!scope.isTopLevel()) {
            throw new PythonError(
                            PythonError.Kind.TEMPLATE_ASSERTION_ERROR, "cannot use extend from a non top-level scope")
                    .at(position);
        }
        Evaluator name = template.compile(scope);
        scope.unit().sawExtends(scope.isRootLevel());
        return (frame, out) -> {
            if (frame.context().isExtending()) {
                throw PythonError.runtime("extended multiple times").at(position);
            }
            try {
                frame.context().extend(Loading.one(frame, name.evaluate(frame)));
            } catch (PythonError e) {
                throw e.at(position);
            }
            return Instruction.Flow.NEXT;
        };
    }
}
