package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.scope.Escaping;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Origin;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Markup;
import java.util.Iterator;

/** A loop that can be called from its own body with other items. */
record RecursiveLoop(LoopSource source, LoopBody loop, Scope.FrameFactory frames, Escaping escaping, Origin origin)
        implements Instruction {

    @Override
    public Flow run(Frame frame, Output out) {
        out.append(round(frame, source.evaluate(frame), 0).toString(), origin);
        return Flow.NEXT;
    }

    private Object round(Frame outer, Object items, int depth) {
        Budget budget = outer.context().rendering().budget();
        budget.enter();
        Frame frame = frames.create(outer, outer.context());
        Iterator<Object> passing = source.passing(outer, items);
        LoopContext context = new LoopContext(
                outer.context(), source.sized(items, passing), passing, depth, inner -> round(outer, inner, depth + 1));
        Output out = new Output(budget);
        loop.run(frame, out, context, context);
        budget.leave();
        String text = out.asValue();
        return escaping.isOn(outer.context()) ? new Markup(text) : text;
    }
}
