package io.github.dbdsc.template.runtime;

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
public record TemplateModule(String name, String text, Map<String, Object> exports)
        implements Attributed, SafeText, Represented {

    /**
     * Runs a template and keeps its names.
     *
     * @param given the names it sees beside the global ones
     */
    public static TemplateModule make(RenderSession session, CompiledTemplate template, Map<String, Object> given) {
        RenderContext context = new RenderContext(session, template, given);
        OutputBuffer out = new OutputBuffer(session.budget());
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
