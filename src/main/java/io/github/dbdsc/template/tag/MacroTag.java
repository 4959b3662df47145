package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.Position;
import java.util.List;

/** {@code macro name(parameters)} … {@code endmacro}. */
record MacroTag(String name, MacroDefinition definition) implements Statement {

    static MacroTag parse(StatementParser parser, Position tag) {
        String name = parser.targets().name().name();
        MacroDefinition parameters = MacroDefinition.parseParameters(parser, tag);
        return new MacroTag(name, parameters.withBody(parser.bodyThrough("endmacro")));
    }

    @Override
    public List<Node> children() {
        return definition.children();
    }

    @Override
    public void declare(Symbols symbols) {
        symbols.store(name);
    }

    @Override
    public Instruction compile(Scope scope) {
        MacroCode code = definition.compile(name, scope);
        Variable variable = scope.variable(name);
        boolean topLevel = scope.isTopLevel();
        return (frame, out) -> {
            Macro macro = new Macro(code, frame);
            variable.set(frame, macro);
            if (topLevel) {
                frame.context().assign(name, macro);
                frame.context().export(name);
            }
            return Instruction.Flow.NEXT;
        };
    }
}
