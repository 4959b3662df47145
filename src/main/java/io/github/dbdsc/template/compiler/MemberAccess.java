package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.method.Attributes;
import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.value.Namespace;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Subscript.Slice;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.None;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Access to what a value contains: an attribute, an item or a slice. */
sealed interface MemberAccess extends Expression {

    /** {@code value.name}: the attribute, else the item of that name. */
    record GetAttribute(Expression value, String name, Position position) implements MemberAccess {

        @Override
        public List<Expression> children() {
            return List.of(value);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator owner = value.compile(scope);
            Evaluator result = frame -> Attributes.attributeOrItem(frame.context(), owner.evaluate(frame), name);
            return result.at(position);
        }

        @Override
        public Evaluator compileToLook(LexicalScope scope) {
            Evaluator owner = value.compile(scope);
            Evaluator result = frame -> {
                Object object = owner.evaluate(frame);
                Object found = object instanceof Namespace namespace ? namespace.look(name) : Absent.ABSENT;
                return found == Absent.ABSENT ? Attributes.attributeOrItem(frame.context(), object, name) : found;
            };
            return result.at(position);
        }
    }

    /** {@code value[key]}: the item, else the attribute of that name; or a slice. */
    record GetItem(Expression value, Expression key, Position position) implements MemberAccess {

        @Override
        public List<Expression> children() {
            return List.of(value, key);
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator owner = value.compileToLook(scope);
            Evaluator index = key.compile(scope);
            if (!value.isConstant()
                    && key instanceof CollectionLiteral.TupleLiteral tuple
                    && tuple.items().stream().anyMatch(SliceLiteral.class::isInstance)) {
                scope.unit()
                        .addLateError(new PythonError(PythonError.Kind.SYNTAX_ERROR, "invalid syntax").at(position));
            }
            Evaluator item =
                    frame -> Attributes.itemOrAttribute(frame.context(), owner.evaluate(frame), index.evaluate(frame));
            Evaluator slice = frame -> {
                Object sliced = owner.evaluate(frame);
                return ((Slice) index.evaluate(frame)).of(sliced);
            };
            return new Operands(children())
                    .holding(key instanceof SliceLiteral ? slice : item)
                    .at(position);
        }
    }

    /** {@code start:stop:step} between brackets. */
    record SliceLiteral(
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step,
            Position position) implements MemberAccess {

        @Override
        public List<Expression> children() {
            return Stream.of(start, stop, step).filter(part -> part != null).toList();
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator from = part(start, scope);
            Evaluator to = part(stop, scope);
            Evaluator by = part(step, scope);
            return frame -> new Slice(from.evaluate(frame), to.evaluate(frame), by.evaluate(frame));
        }

        private static Evaluator part(@Nullable Expression part, LexicalScope scope) {
            return part == null ? frame -> None.NONE : part.compile(scope);
        }
    }
}
