package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.scope.CompiledTemplate;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.LocalNames;
import io.github.dbdsc.template.scope.Rendering;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.Map;

/** The template that an import tag names, compiled. */
record ImportedTemplate(Evaluator name, boolean withContext, LocalNames locals, Position position) {

    static ImportedTemplate compile(Expression name, boolean withContext, Scope scope, Position position) {
        return new ImportedTemplate(name.compile(scope), withContext, scope.localNames(), position);
    }

    TemplateModule module(Frame frame) {
        Rendering rendering = frame.context().rendering();
        CompiledTemplate template = load(frame);
        if (!withContext) {
            return TemplateModule.withoutContext(rendering, template);
        }
        Map<String, Object> names = frame.context().all();
        names.putAll(locals.values(frame));
        return TemplateModule.make(rendering, template, names);
    }

    private CompiledTemplate load(Frame frame) {
        try {
            return Loading.one(frame, name.evaluate(frame));
        } catch (PythonError e) {
            throw e.at(position);
        }
    }
}
