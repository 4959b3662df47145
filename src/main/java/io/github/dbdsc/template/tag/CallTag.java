package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Call;
import io.github.dbdsc.template.expression.Evaluator;
import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Origin;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.Strings;
import java.util.ArrayList;
import java.util.List;

/** {@code call(parameters) macro(arguments)} … {@code endcall}: a macro that gets the body as {@code caller}. */
record CallTag(Call call, MacroDefinition definition, Position position) implements Statement {

    static CallTag parse(StatementParser parser, Position tag) {
        MacroDefinition parameters = parser.tokens().current().isOperator("(")
                ? MacroDefinition.parseParameters(parser, tag)
                : new MacroDefinition(List.of(), List.of(), List.of(), tag);
        Expression expression = parser.expressions().parse();
        if (!(expression instanceof Call call)) {
            throw parser.tokens().error("expected call", tag);
        }
        return new CallTag(call, parameters.withBody(parser.bodyThrough("endcall")), tag);
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>();
        children.add(call);
        children.addAll(definition.children());
        return children;
    }

    @Override
    public void declare(Symbols symbols) {
        call.declare(symbols);
    }

    @Override
    public Instruction compile(Scope scope) {
        MacroCode code = definition.compile(null, scope);
        Evaluator result = call.compileWithCaller(scope, frame -> new Macro(code, frame));
        Origin origin = Origin.ofValue(position);
        return (frame, out) -> {
            out.append(Strings.of(result.evaluate(frame)), origin);
            return Instruction.Flow.NEXT;
        };
    }
}
