package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Expression;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.expression.Target;
import io.github.dbdsc.template.expression.UndeclaredNames;
import io.github.dbdsc.template.scope.Origin;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code for target in sequence if test recursive … else}. */
record ForTag(
        Target target,
        Expression sequence,
        List<Statement> body,
        List<Statement> otherwise,
        @Nullable Expression test,
        boolean recursive,
        Position position)
        implements Statement {

    static ForTag parse(StatementParser parser, Position tag) {
        Target target = parser.targets().parse("in", false);
        parser.tokens().expectName("in");
        Expression sequence = parser.expressions().parseUnconditionalTuple("recursive");
        Expression test = parser.tokens().skipName("if") ? parser.expressions().parse() : null;
        boolean recursive = parser.tokens().skipName("recursive");
        List<Statement> body = parser.body("endfor", "else");
        boolean hasElse = parser.tokens().next().text().equals("else");
        List<Statement> otherwise = hasElse ? parser.bodyThrough("endfor") : List.of();
        return new ForTag(target, sequence, body, otherwise, test, recursive, tag);
    }

    @Override
    public List<Node> children() {
        List<Node> children = new ArrayList<>(List.of(target, sequence));
        children.addAll(body);
        children.addAll(otherwise);
        if (test != null) {
            children.add(test);
        }
        return children;
    }

    /** Everything but the sequence lives in scopes of its own. */
    @Override
    public void declare(Symbols symbols) {
        sequence.declare(symbols);
    }

    @Override
    public Instruction compile(Scope scope) {
        boolean extended =
                recursive || !UndeclaredNames.among(Set.of("loop"), body).isEmpty() || hasScopedBlock(this);
        Scope loopScope = recursive ? scope.recursiveLoop() : scope.innerLoop();
        if (extended) {
            loopScope.symbols().parameter("loop");
        }
        target.declareParameters(loopScope.symbols());
        body.forEach(statement -> statement.declare(loopScope.symbols()));
        Scope elseScope = scope.elseOf(loopScope);
        otherwise.forEach(statement -> statement.declare(elseScope.symbols()));
        refuseAssignmentToLoop(this);

        LoopSource source = LoopSource.compile(this, scope);
        LoopBody loop = new LoopBody(
                target.compile(loopScope),
                extended ? loopScope.variable("loop") : null,
                loopScope.entry(),
                Instruction.sequence(body, loopScope),
                loopScope.exit(),
                elseScope.entry(),
                Instruction.sequence(otherwise, elseScope));
        if (recursive) {
            return new RecursiveLoop(source, loop, loopScope.frames(), loopScope.escaping(), Origin.ofValue(position));
        }
        return (frame, out) -> {
            Object items = source.evaluate(frame);
            Iterator<Object> passing = source.passing(frame, items);
            if (!extended) {
                return loop.run(frame, out, null, passing);
            }
            LoopContext context = new LoopContext(frame.context(), source.sized(items, passing), passing);
            return loop.run(frame, out, context, context);
        };
    }

    private static boolean hasScopedBlock(Node node) {
        return node.children().stream()
                .anyMatch(child -> (child instanceof BlockTag block && block.scoped()) || hasScopedBlock(child));
    }

    private static void refuseAssignmentToLoop(Node node) {
        Target assigned = node instanceof ForTag loop ? loop.target : node instanceof SetTag set ? set.target() : null;
        if (assigned != null && assigned.names().contains("loop")) {
            throw new PythonError(
                            PythonError.Kind.TEMPLATE_ASSERTION_ERROR,
                            "Can't assign to special loop variable in for-loop target")
                    .at(node instanceof ForTag loop ? loop.position : ((SetTag) node).position());
        }
        node.children().forEach(ForTag::refuseAssignmentToLoop);
    }
}
