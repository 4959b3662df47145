package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Target;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.ScopeEntry;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Budget;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a loop does.
 *
 * @param loopVariable where the body finds {@code loop}; null when it never looks
 * @param entry what happens at the start of every round
 * @param exit what happens after the last
 */
record LoopBody(
        Target.Assignment target,
        @Nullable Variable loopVariable,
        ScopeEntry entry,
        Instruction body,
        ScopeEntry exit,
        ScopeEntry elseEntry,
        Instruction otherwise) {

    Instruction.Flow run(Frame frame, Output out, @Nullable LoopContext loop, Iterator<Object> items) {
        Budget budget = frame.context().rendering().budget();
        boolean completedARound = false;
        while (items.hasNext()) {
            budget.step();
            target.assign(frame, items.next());
            if (loopVariable != null && loop != null) {
                loopVariable.set(frame, loop);
            }
            entry.run(frame);
            Instruction.Flow flow = body.run(frame, out);
            if (flow == Instruction.Flow.BREAK) {
                break;
            }
            // as in Jinja2, a round that was cut short by continue does not keep the else part from running
            completedARound |= flow == Instruction.Flow.NEXT;
        }
        exit.run(frame);
        if (completedARound) {
            return Instruction.Flow.NEXT;
        }
        elseEntry.run(frame);
        return otherwise.run(frame, out);
    }
}
