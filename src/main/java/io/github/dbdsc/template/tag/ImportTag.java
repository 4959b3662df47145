package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import java.util.List;

/** {@code import template as name}. */
record ImportTag(Expression template, String name, boolean withContext, Position position) implements Statement {

    static ImportTag parse(StatementParser parser, Position tag) {
        Expression template = parser.expressions().parse();
        parser.tokens().expectName("as");
        String name = parser.targets().name().name();
        return new ImportTag(template, name, ContextOption.parse(parser, false), tag);
    }

    @Override
    public List<Expression> children() {
        return List.of(template);
    }

    @Override
    public void declare(Symbols symbols) {
        template.declare(symbols);
        symbols.store(name);
    }

    @Override
    public Instruction compile(Scope scope) {
        ImportedTemplate imported = ImportedTemplate.compile(template, withContext, scope, position);
        Variable variable = scope.variable(name);
        boolean topLevel = scope.isTopLevel();
        return (frame, out) -> {
            TemplateModule module = imported.module(frame);
            variable.set(frame, module);
            if (topLevel) {
                frame.context().assign(name, module);
                frame.context().withdraw(name);
            }
            return Instruction.Flow.NEXT;
        };
    }
}
