package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Token;
import io.github.dbdsc.template.expression.UndeclaredNames;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.LocalNames;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.RenderContext;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code block name scoped required} … {@code endblock}. */
record BlockTag(String name, boolean scoped, boolean required, List<Statement> body, Position position)
        implements Statement, UndeclaredNames.OwnScope {

    static BlockTag parse(StatementParser parser, Position tag) {
        String name = parser.tokens().expect(Token.Type.NAME).text();
        boolean scoped = parser.tokens().skipName("scoped");
        boolean required = parser.tokens().skipName("required");
        if (parser.tokens().current().isOperator("-")) {
            throw parser.tokens()
                    .error(
                            "Block names in Jinja have to be valid Python identifiers and may not contain hyphens, use an"
                                    + " underscore instead.");
        }
        List<Statement> body = parser.bodyThrough("endblock");
        if (required && !body.stream().allMatch(BlockTag::isBlank)) {
            throw parser.tokens().error("Required blocks can only contain comments or whitespace");
        }
        parser.tokens().skipName(name);
        return new BlockTag(name, scoped, required, body, tag);
    }

    private static boolean isBlank(Statement statement) {
        return statement instanceof Text text && text.text().chars().allMatch(Strings::isSpace);
    }

    @Override
    public List<Statement> children() {
        return body;
    }

    /** A block is compiled apart and sees only the context. */
    @Override
    public void declare(Symbols symbols) {
        // nothing is declared outside
    }

    @Override
    public Instruction compile(Scope scope) {
        if (scope.isTopLevel() && scope.unit().alwaysExtends()) {
            return Instruction.NOTHING;
        }
        boolean mayExtend = scope.isTopLevel() && scope.unit().extendsSeen() > 0;
        LocalNames locals = scoped ? scope.localNames() : null;
        return (frame, out) -> {
            if (!mayExtend || !frame.context().isExtending()) {
                run(frame, locals, out);
            }
            return Instruction.Flow.NEXT;
        };
    }

    private void run(Frame frame, @Nullable LocalNames locals, Output out) {
        RenderContext context = frame.context();
        var versions = context.blocks(name);
        if (required && versions.size() <= 1) {
            throw PythonError.runtime("Required block '" + name + "' not found").at(position);
        }
        Budget budget = context.rendering().budget();
        budget.enter();
        versions.get(0).run(locals == null ? context : context.derived(locals.values(frame)), out);
        budget.leave();
    }
}
