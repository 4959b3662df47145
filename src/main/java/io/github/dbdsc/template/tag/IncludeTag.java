package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.scope.CompiledTemplate;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.LocalNames;
import io.github.dbdsc.template.scope.Origin;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.RenderContext;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code include template ignore missing with context}. */
record IncludeTag(Expression template, boolean ignoreMissing, boolean withContext, Position position)
        implements Statement {

    static IncludeTag parse(StatementParser parser, Position tag) {
        Expression template = parser.expressions().parse();
        boolean ignoreMissing = parser.tokens().current().isName("ignore")
                && parser.tokens().look().isName("missing");
        if (ignoreMissing) {
            parser.tokens().next();
            parser.tokens().next();
        }
        return new IncludeTag(template, ignoreMissing, ContextOption.parse(parser, true), tag);
    }

    @Override
    public List<Expression> children() {
        return List.of(template);
    }

    @Override
    public Instruction compile(Scope scope) {
        Evaluator name = template.compile(scope);
        LocalNames locals = scope.localNames();
        return (frame, out) -> {
            CompiledTemplate included = load(frame, name);
            if (included != null) {
                include(frame, included, locals, out);
            }
            return Instruction.Flow.NEXT;
        };
    }

    private @Nullable CompiledTemplate load(Frame frame, Evaluator name) {
        try {
            return Loading.oneOf(frame, name.evaluate(frame));
        } catch (PythonError e) {
            if (ignoreMissing && Loading.isNotFound(e)) {
                return null;
            }
            throw e.at(position);
        }
    }

    /** As in Jinja2, what is included without context escapes from set and filter blocks. */
    private Output stream(Frame frame) {
        Output stream = frame.stream();
        if (stream == null) {
            throw PythonError.unsupported("include without context does not work in macros and recursive loops,"
                            + " as in Jinja2; leave out 'without context'")
                    .at(position);
        }
        return stream;
    }

    private void include(Frame frame, CompiledTemplate included, LocalNames locals, Output out) {
        RenderContext context = frame.context();
        if (!withContext) {
            String text =
                    TemplateModule.withoutContext(context.rendering(), included).text();
            stream(frame).append(text, Origin.ofValue(position));
            return;
        }
        Map<String, Object> names = context.all();
        names.putAll(locals.values(frame));
        new RenderContext(context.rendering(), included, names).run(included, out);
    }
}
