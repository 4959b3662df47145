package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.scope.CompiledTemplate;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.RenderContext;
import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.List;

/**
 * One version of a block as a value: {@code self.name} or {@code super}.
 *
 * @param depth 0 for the template furthest down
 */
record BlockReference(String name, RenderContext context, int depth) implements Callable, Attributed {

    /** The variable {@code super} in a block. */
    static Object parentOf(String name, CompiledTemplate.Body body, RenderContext context) {
        int index = context.blocks(name).indexOf(body);
        return index < 0 ? noParent(name, context) : new BlockReference(name, context, index).parent();
    }

    private Object parent() {
        List<CompiledTemplate.Body> versions = context.blocks(name);
        return depth + 1 < versions.size() ? new BlockReference(name, context, depth + 1) : noParent(name, context);
    }

    private static Undefined noParent(String name, RenderContext context) {
        return context.undefined(Undefined.Cause.hint("there is no parent block called '" + name + "'."));
    }

    @Override
    public Object call(Evaluation evaluation, Arguments arguments) {
        if (arguments.size() > 0 || !arguments.named().isEmpty()) {
            throw PythonError.type("a block takes no arguments");
        }
        Budget budget = context.rendering().budget();
        budget.enter();
        Output out = new Output(budget);
        context.blocks(name).get(depth).run(context, out);
        budget.leave();
        String text = out.asValue();
        return context.autoescape() ? new Markup(text) : text;
    }

    @Override
    public Object attribute(Evaluation evaluation, String attribute) {
        return switch (attribute) {
            case "super" -> parent();
            case "name" -> name;
            default -> Absent.ABSENT;
        };
    }

    @Override
    public String typeName() {
        return "BlockReference";
    }
}
