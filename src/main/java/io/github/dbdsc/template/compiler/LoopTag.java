package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.OutputLines.Origin;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loops, and the tags that leave a loop or its current round. */
sealed interface LoopTag extends Statement {

    /** Python compiles no more loops inside one another. */
    int MAX_LOOP_DEPTH = 20;

    /** {@code for target in sequence if test recursive … else}. */
    record For(
            AssignmentTarget target,
            Expression sequence,
            List<Statement> body,
            List<Statement> otherwise,
            @Nullable Expression test,
            boolean recursive,
            Position position)
            implements LoopTag {

        static For parse(StatementParser parser, Position tag) {
            AssignmentTarget target = parser.targets().parse(false);
            parser.tokens().expectName("in");
            Expression sequence = parser.expressions().parseUnconditionalTuple();
            Expression test =
                    parser.tokens().skipName("if") ? parser.expressions().parse() : null;
            boolean recursive = parser.tokens().skipName("recursive");
            List<Statement> body = parser.body("endfor", "else");
            boolean hasElse = parser.tokens().next().text().equals("else");
            List<Statement> otherwise = hasElse ? parser.bodyThrough("endfor") : List.of();
            return new For(target, sequence, body, otherwise, test, recursive, tag);
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

        /** Declares the names of the sequence; everything else lives in scopes of its own. */
        @Override
        public void declare(Symbols symbols) {
            sequence.declare(symbols);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            boolean extended =
                    recursive || !Node.undeclared(Set.of("loop"), body).isEmpty() || hasScopedBlock(this);
            LexicalScope loopScope = recursive ? scope.recursiveLoop() : scope.innerLoop();
            if (loopScope.loopDepth() > MAX_LOOP_DEPTH) {
                scope.unit()
                        .addLateError(
                                new PythonError(PythonError.Kind.SYNTAX_ERROR, "too many statically nested blocks")
                                        .at(position));
            }
            if (extended) {
                loopScope.symbols().parameter("loop");
            }
            target.declareParameters(loopScope.symbols());
            body.forEach(statement -> statement.declare(loopScope.symbols()));
            LexicalScope elseScope = scope.elseOf(loopScope);
            otherwise.forEach(statement -> statement.declare(elseScope.symbols()));
            refuseAssignmentToLoop(this);

            LoopCode code = new LoopCode(
                    LoopCode.Items.compile(this, scope),
                    target.compile(loopScope),
                    extended ? loopScope.variable("loop") : null,
                    loopScope.entry(),
                    Statement.compileAll(body, loopScope),
                    loopScope.exit(),
                    elseScope.entry(),
                    Statement.compileAll(otherwise, elseScope));
            return recursive
                    ? loopScope
                            .symbols()
                            .function()
                            .orRefusal(new LoopCode.Recursive(
                                    code, loopScope.frames(), loopScope.escaping(), Origin.ofValue(position)))
                    : code;
        }

        private static boolean hasScopedBlock(Node node) {
            return node.children().stream()
                    .anyMatch(child ->
                            (child instanceof InheritanceTag.Block block && block.scoped()) || hasScopedBlock(child));
        }

        private static void refuseAssignmentToLoop(Node node) {
            if (node instanceof For loop) {
                refuseLoop(loop.target, loop.position);
            } else if (node instanceof AssignmentTag.SetValue set) {
                refuseLoop(set.target(), set.position());
            }
            node.children().forEach(For::refuseAssignmentToLoop);
        }

        private static void refuseLoop(AssignmentTarget assigned, Position position) {
            if (assigned.names().contains("loop")) {
                throw new PythonError(
                                PythonError.Kind.TEMPLATE_ASSERTION_ERROR,
                                "Can't assign to special loop variable in for-loop target")
                        .at(position);
            }
        }
    }

    /** {@code break} and {@code continue}. */
    record Control(Instruction.Flow flow, Position position) implements LoopTag {

        @Override
        public List<Node> children() {
            return List.of();
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            if (!scope.isInLoop()) {
                String name = flow == Instruction.Flow.BREAK ? "break" : "continue";
                scope.unit()
                        .addLateError(new PythonError(PythonError.Kind.SYNTAX_ERROR, "'" + name + "' outside loop")
                                .at(position));
            }
            return (frame, out) -> flow;
        }
    }
}
