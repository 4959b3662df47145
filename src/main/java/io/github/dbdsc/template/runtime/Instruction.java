package io.github.dbdsc.template.runtime;

import java.util.List;

/** A compiled statement. */
public interface Instruction {

    /** How control goes on after a statement. */
    enum Flow {
        NEXT,
        CONTINUE,
        BREAK
    }

    /** What needs no step in a body. */
    Instruction NOTHING = (frame, out) -> Flow.NEXT;

    Flow run(Frame frame, OutputBuffer out);

    /** Joins the statements of a body. */
    static Instruction sequence(List<Instruction> instructions) {
        Instruction[] steps = instructions.toArray(new Instruction[0]);
        return switch (steps.length) {
            case 0 -> NOTHING;
            case 1 -> steps[0];
            default ->
                (frame, out) -> {
                    for (Instruction step : steps) {
                        Flow flow = step.run(frame, out);
                        if (flow != Flow.NEXT) {
                            return flow;
                        }
                    }
                    return Flow.NEXT;
                };
        };
    }
}
