package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.scope.RenderContext;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Represented;

/** The variable {@code self}: the blocks of the template. */
record TemplateReference(RenderContext context) implements Attributed, Represented {

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
}
