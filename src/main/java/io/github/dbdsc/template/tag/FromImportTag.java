package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Token;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.ArrayList;
import java.util.List;

/** {@code from template import name as alias}. */
record FromImportTag(Expression template, List<Imported> names, boolean withContext, Position position)
        implements Statement {

    /** A name of the imported template, and what it is called here. */
    record Imported(String name, String alias) {}

    static FromImportTag parse(StatementParser parser, Position tag) {
        Expression template = parser.expressions().parse();
        parser.tokens().expectName("import");
        List<Imported> names = new ArrayList<>();
        while (true) {
            if (!names.isEmpty()) {
                parser.tokens().expectOperator(",");
            }
            if (ContextOption.isNext(parser)) {
                break;
            }
            names.add(imported(parser));
            if (ContextOption.isNext(parser) || !parser.tokens().current().isOperator(",")) {
                break;
            }
        }
        return new FromImportTag(template, names, ContextOption.parse(parser, false), tag);
    }

    private static Imported imported(StatementParser parser) {
        Token token = parser.tokens().current();
        String name = parser.targets().name().name();
        if (name.startsWith("_")) {
            throw new PythonError(
                            PythonError.Kind.TEMPLATE_ASSERTION_ERROR,
                            "names starting with an underline can not be imported")
                    .at(token.position());
        }
        String alias = parser.tokens().skipName("as") ? parser.targets().name().name() : name;
        return new Imported(name, alias);
    }

    @Override
    public List<Expression> children() {
        return List.of(template);
    }

    @Override
    public void declare(Symbols symbols) {
        template.declare(symbols);
        names.forEach(imported -> symbols.store(imported.alias));
    }

    @Override
    public Instruction compile(Scope scope) {
        ImportedTemplate imported = ImportedTemplate.compile(template, withContext, scope, position);
        Variable[] variables =
                names.stream().map(name -> scope.variable(name.alias)).toArray(Variable[]::new);
        boolean topLevel = scope.isTopLevel();
        return (frame, out) -> {
            TemplateModule module = imported.module(frame);
            for (int i = 0; i < variables.length; i++) {
                Object value = member(frame, module, names.get(i).name);
                variables[i].set(frame, value);
                if (topLevel) {
                    frame.context().assign(names.get(i).alias, value);
                    frame.context().withdraw(names.get(i).alias);
                }
            }
            return Instruction.Flow.NEXT;
        };
    }

    private Object member(Frame frame, TemplateModule module, String name) {
        Object value = module.attribute(frame.context(), name);
        return value == Absent.ABSENT
                ? frame.context()
                        .undefined(Undefined.Cause.hint("the template '" + module.name() + "' (imported on line "
                                + position.line() + " in '" + position.template()
                                + "') does not export the requested name '" + name + "'"))
                        .at(position)
                : value;
    }
}
