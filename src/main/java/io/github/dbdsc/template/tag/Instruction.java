package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.Scope;
import java.util.ArrayList;
import java.util.List;

/** A compiled statement. */
interface Instruction {

    /** How control goes on after a statement. */
    enum Flow {
        NEXT,
        CONTINUE,
        BREAK
    }

    Instruction NOTHING = (frame, out) -> Flow.NEXT;

    Flow run(Frame frame, Output out);

    /** A body of several statements. */
    static Instruction sequence(List<Statement> statements, Scope scope) {
        List<Instruction> instructions = new ArrayList<>();
        for (Statement statement : statements) {
            Instruction instruction = statement.compile(scope);
            if (instruction != NOTHING) {
                instructions.add(instruction);
            }
        }
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
