package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Target;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.ScopeEntry;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Truth;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The items of a loop, and the test that lets only some of them through. */
final class LoopSource {

    private final Evaluator sequence;
    private final Position position;
    private final @Nullable ItemTest test;

    private LoopSource(Evaluator sequence, Position position, @Nullable ItemTest test) {
        this.sequence = sequence;
        this.position = position;
        this.test = test;
    }

    static LoopSource compile(ForTag loop, Scope scope) {
        Evaluator sequence = loop.sequence().compile(scope);
        Expression condition = loop.test();
        ItemTest test = condition == null ? null : ItemTest.compile(loop.target(), condition, scope);
        return new LoopSource(sequence, loop.sequence().position(), test);
    }

    Object evaluate(Frame frame) {
        return sequence.evaluate(frame);
    }

    /** What knows the number of items: the items themselves, or nothing where a test drops some of them. */
    Object sized(Object items, Iterator<Object> passing) {
        return test == null ? items : passing;
    }

    /** Walks the items that pass the test. */
    Iterator<Object> passing(Frame frame, Object items) {
        try {
            Iterator<Object> all = Containers.iterator(items);
            return test == null ? all : new Passing(all, test, test.frames.create(frame, frame.context()));
        } catch (PythonError e) {
            throw e.at(position);
        }
    }

    /** The test runs in a function of its own, which sees the target but not the loop. */
    private record ItemTest(
            Scope.FrameFactory frames, ScopeEntry entry, Target.Assignment target, Evaluator condition) {

        static ItemTest compile(Target target, Expression condition, Scope outer) {
            Scope scope = outer.function();
            target.declareParameters(scope.symbols());
            condition.declare(scope.symbols());
            return new ItemTest(scope.frames(), scope.entry(), target.compile(scope), condition.compile(scope));
        }
    }

    private static final class Passing implements Iterator<Object> {
        private final Iterator<Object> all;
        private final ItemTest test;
        private final Frame frame;
        private final Budget budget;
        private @Nullable Object next;

        Passing(Iterator<Object> all, ItemTest test, Frame frame) {
            this.all = all;
            this.test = test;
            this.frame = frame;
            this.budget = frame.context().rendering().budget();
            test.entry.run(frame);
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                budget.step();
                Object item = all.next();
                test.target.assign(frame, item);
                if (Truth.of(test.condition.evaluate(frame))) {
                    next = item;
                }
            }
            return next != null;
        }

        @Override
        public Object next() {
            Object item = hasNext() ? next : null;
            next = null;
            if (item == null) {
                throw new NoSuchElementException();
            }
            return item;
        }
    }
}
