package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.PyTuple;
import java.util.ArrayList;
import java.util.List;

/** Literals of lists, tuples and dicts. */
final class Collections {

    private Collections() {}

    static Evaluator[] compile(List<Expression> expressions, Scope scope) {
        return expressions.stream().map(expression -> expression.compile(scope)).toArray(Evaluator[]::new);
    }

    private static List<Object> evaluate(Evaluator[] items, Frame frame) {
        frame.context().rendering().budget().items(items.length);
        List<Object> values = new ArrayList<>(items.length);
        for (Evaluator item : items) {
            values.add(item.evaluate(frame));
        }
        return values;
    }

    record ListLiteral(List<Expression> items, Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return items;
        }

        @Override
        public Evaluator compile(Scope scope) {
            Evaluator[] evaluators = Collections.compile(items, scope);
            return frame -> new PyList(evaluate(evaluators, frame));
        }
    }

    record TupleLiteral(List<Expression> items, Position position) implements Expression {

        @Override
        public List<Expression> children() {
            return items;
        }

        @Override
        public Evaluator compile(Scope scope) {
            Evaluator[] evaluators = Collections.compile(items, scope);
            return frame -> new PyTuple(evaluate(evaluators, frame));
        }
    }

    record DictLiteral(List<Expression> keys, List<Expression> values, Position position) implements Expression {

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
        public Evaluator compile(Scope scope) {
            Evaluator[] keyEvaluators = Collections.compile(keys, scope);
            Evaluator[] valueEvaluators = Collections.compile(values, scope);
            Evaluator dict = frame -> {
                Budget budget = frame.context().rendering().budget();
                budget.items(keyEvaluators.length * 2L);
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
