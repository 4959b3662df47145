package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.method.Attributes;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Subscript.Slice;
import io.github.dbdsc.template.value.Value.None;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code value[key]}: the item, else the attribute of that name; or a slice. */
record GetItem(Expression value, Expression key, Position position) implements Expression {

    @Override
    public List<Expression> children() {
        return List.of(value, key);
    }

    @Override
    public Evaluator compile(Scope scope) {
        Evaluator owner = value.compile(scope);
        Evaluator index = key.compile(scope);
        Evaluator item =
                frame -> Attributes.itemOrAttribute(frame.context(), owner.evaluate(frame), index.evaluate(frame));
        Evaluator slice = frame -> {
            Object sliced = owner.evaluate(frame);
            return ((Slice) index.evaluate(frame)).of(sliced);
        };
        return (key instanceof SliceLiteral ? slice : item).at(position);
    }

    /** {@code start:stop:step} between brackets. */
    record SliceLiteral(
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step,
            Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return Stream.of(start, stop, step).filter(part -> part != null).toList();
        }

        @Override
        public Evaluator compile(Scope scope) {
            Evaluator from = part(start, scope);
            Evaluator to = part(stop, scope);
            Evaluator by = part(step, scope);
            return frame -> new Slice(from.evaluate(frame), to.evaluate(frame), by.evaluate(frame));
        }

        private static Evaluator part(@Nullable Expression part, Scope scope) {
            return part == null ? frame -> None.NONE : part.compile(scope);
        }
    }
}
