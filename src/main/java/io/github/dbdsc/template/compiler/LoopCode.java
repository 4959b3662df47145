package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.LoopContext;
import io.github.dbdsc.template.runtime.OutputBuffer;
import io.github.dbdsc.template.runtime.OutputLines.Origin;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Containers;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Truth;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A compiled loop.
 *
 * @param loopVariable where the body finds {@code loop}; null when it never reads it
 * @param entry what happens at the start of every round
 * @param exit what happens after the last round
 */
record LoopCode(
        Items items,
        AssignmentTarget.Assignment target,
        @Nullable Variable loopVariable,
        Frame.Steps entry,
        Instruction body,
        Frame.Steps exit,
        Frame.Steps elseEntry,
        Instruction otherwise)
        implements Instruction {

    @Override
    public Flow run(Frame frame, OutputBuffer out) {
        Object all = items.evaluate(frame);
        Iterator<Object> passing = items.passing(frame, all);
        if (loopVariable == null) {
            return run(frame, out, null, passing);
        }
        LoopContext loop = new LoopContext(frame.context(), items.sized(all, passing), passing);
        return run(frame, out, loop, loop);
    }

    private Flow run(Frame frame, OutputBuffer out, @Nullable LoopContext loop, Iterator<Object> passing) {
        Budget budget = frame.budget();
        boolean completedARound = false;
        while (passing.hasNext()) {
            budget.step();
            target.assign(frame, passing.next());
            if (loopVariable != null && loop != null) {
                loopVariable.set(frame, loop);
            }
            entry.run(frame);
            Flow flow = body.run(frame, out);
            if (flow == Flow.BREAK) {
                break;
            }
            // as in Jinja2, a round that was cut short by continue does not keep the else part from running
            completedARound |= flow == Flow.NEXT;
        }
        exit.run(frame);
        if (completedARound) {
            return Flow.NEXT;
        }
        elseEntry.run(frame);
        return otherwise.run(frame, out);
    }

    /** A loop that its own body can call with other items. */
    record Recursive(LoopCode loop, Frame.Factory frames, Escaping escaping, Origin origin) implements Instruction {

        @Override
        public Flow run(Frame frame, OutputBuffer out) {
            out.append(call(frame, loop.items.evaluate(frame), 0).toString(), origin);
            return Flow.NEXT;
        }

        private Object call(Frame outer, Object all, int depth) {
            Budget budget = outer.budget();
            budget.enter();
            Frame frame = frames.create(outer, outer.context());
            Iterator<Object> passing = loop.items.passing(outer, all);
            LoopContext context = new LoopContext(
                    outer.context(),
                    loop.items.sized(all, passing),
                    passing,
                    depth,
                    inner -> call(outer, inner, depth + 1));
            OutputBuffer out = new OutputBuffer(budget);
            loop.run(frame, out, context, context);
            budget.leave();
            String text = out.asValue();
            return escaping.isOn(outer.context()) ? new Markup(text) : text;
        }
    }

    /**
     * The items of a loop, and the test that lets only some of them through.
     *
     * @param position of the sequence
     * @param test null when all of them pass
     */
    record Items(
            Evaluator sequence, Position position, @Nullable ItemTest test) {

        static Items compile(LoopTag.For loop, LexicalScope scope) {
            Evaluator sequence = loop.sequence().compile(scope);
            Expression condition = loop.test();
            ItemTest test = condition == null ? null : ItemTest.compile(loop.target(), condition, scope);
            return new Items(sequence, loop.sequence().position(), test);
        }

        Object evaluate(Frame frame) {
            return sequence.evaluate(frame);
        }

        /** Returns what knows the number of items: the items themselves, or nothing where a test drops some of them. */
        Object sized(Object all, Iterator<Object> passing) {
            return test == null ? all : passing;
        }

        /** Iterates over the items that pass the test. */
        Iterator<Object> passing(Frame frame, Object all) {
            try {
                Iterator<Object> iterator = Containers.iterator(all);
                return test == null
                        ? iterator
                        : new Passing(iterator, test, test.frames.create(frame, frame.context()));
            } catch (PythonError e) {
                throw e.at(position);
            }
        }
    }

    /** The test of the items, in a function of its own, which sees the target but not the loop. */
    record ItemTest(Frame.Factory frames, Frame.Steps entry, AssignmentTarget.Assignment target, Evaluator condition) {

        private static ItemTest compile(AssignmentTarget target, Expression condition, LexicalScope outer) {
            LexicalScope scope = outer.function();
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
            this.budget = frame.budget();
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
