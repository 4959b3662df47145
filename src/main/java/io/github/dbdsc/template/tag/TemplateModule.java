package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.scope.CompiledTemplate;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.RenderContext;
import io.github.dbdsc.template.scope.Rendering;
import io.github.dbdsc.template.value.Evaluation;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Value.Absent;
import io.github.dbdsc.template.value.Value.Attributed;
import io.github.dbdsc.template.value.Value.Represented;
import io.github.dbdsc.template.value.Value.SafeText;
import java.util.Map;

/**
 * An imported template: what it printed, and the names it exports.
 *
 * @param exports a name without a value is absent
 */
record TemplateModule(String name, String text, Map<String, Object> exports)
        implements Attributed, SafeText, Represented {

    /** The template run with nothing but the global names; once for each rendering. */
    static TemplateModule withoutContext(Rendering rendering, CompiledTemplate template) {
        return (TemplateModule) rendering.module(template.name(), name -> make(rendering, template, Map.of()));
    }

    static TemplateModule make(Rendering rendering, CompiledTemplate template, Map<String, Object> given) {
        RenderContext context = new RenderContext(rendering, template, given);
        Output out = new Output(rendering.budget());
        context.run(template, out);
        return new TemplateModule(template.name(), out.asValue(), context.exports());
    }

    @Override
    public Object attribute(Evaluation evaluation, String attribute) {
        return exports.getOrDefault(attribute, Absent.ABSENT);
    }

    @Override
    public String html() {
        return text;
    }

    @Override
    public String typeName() {
        return "TemplateModule";
    }

    @Override
    public String repr() {
        return "<TemplateModule " + Repr.of(name) + ">";
    }
}
