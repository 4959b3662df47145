package io.github.dbdsc.template.runtime;

import io.github.dbdsc.template.value.Arguments;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Callable;
import io.github.dbdsc.template.value.Value.Represented;
import java.util.List;

/** The variable {@code self}, whose attributes are the blocks of the template. */
public record TemplateReference(RenderContext context) implements Attributed, Represented {

    /** Returns the variable {@code super} in a version of a block. */
    public static Object parentOf(String block, CompiledTemplate.Body version, RenderContext context) {
        int index = context.blocks(block).indexOf(version);
        return index < 0 ? BlockReference.noParent(block, context) : new BlockReference(block, context, index).parent();
    }

    @Override
    public Object attribute(Evaluation evaluation, String name) {
        return context.blocks(name).isEmpty() ? Absent.ABSENT : new BlockReference(name, context, 0);
    }

    @Override
    public String typeName() {
        return "TemplateReference";
    }

    @Override
    public String repr() {
        return "<TemplateReference " + Repr.of(context.templateName()) + ">";
    }

    /**
     * One version of a block as a value: {@code self.name} or {@code super}.
     *
     * @param depth 0 for the template furthest down
     */
    private record BlockReference(String name, RenderContext context, int depth) implements Callable, Attributed {

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
            Budget budget = context.session().budget();
            budget.enter();
            OutputBuffer out = new OutputBuffer(budget);
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
}
