package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import java.util.ArrayList;
import java.util.List;

/** A list, tuple or dict that is written out. */
sealed interface CollectionLiteral extends Expression {

    private static List<Object> evaluate(Evaluator[] items, Frame frame) {
        frame.budget().items(items.length);
        List<Object> values = new ArrayList<>(items.length);
        for (Evaluator item : items) {
            values.add(item.evaluate(frame));
        }
        return values;
    }

    /** {@code [a, b]}. */
    record ListLiteral(List<Expression> items, Position position) implements CollectionLiteral {

        @Override
        public List<Expression> children() {
            return items;
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator[] evaluators = Expression.compileAll(items, scope);
            return frame -> new PyList(evaluate(evaluators, frame));
        }
    }

    /** {@code (a, b)}, often without the parentheses. */
    record TupleLiteral(List<Expression> items, Position position) implements CollectionLiteral {

        @Override
        public List<Expression> children() {
            return items;
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator[] evaluators = Expression.compileAll(items, scope);
            return frame -> new PyTuple(evaluate(evaluators, frame));
        }
    }

    /** <code>{a: b, c: d}</code>. */
    record DictLiteral(List<Expression> keys, List<Expression> values, Position position) implements CollectionLiteral {

        @Override
        public List<Expression> children() {
            List<Expression> children = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                children.add(keys.get(i));
                children.add(values.get(i));
            }
            return children;
        }

        @Override
        public Evaluator compile(LexicalScope scope) {
            Evaluator[] keyEvaluators = Expression.compileAll(keys, scope);
            Evaluator[] valueEvaluators = Expression.compileAll(values, scope);
            Evaluator dict = frame -> {
                frame.budget().items(keyEvaluators.length * 2L);
                PyDict entries = new PyDict();
                for (int i = 0; i < keyEvaluators.length; i++) {
                    entries.put(keyEvaluators[i].evaluate(frame), valueEvaluators[i].evaluate(frame));
                }
                return entries;
            };
            return dict.at(position);
        }
    }
}
