package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.runtime.CompiledTemplate;
import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.OutputBuffer;
import io.github.dbdsc.template.runtime.RenderContext;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Strings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags with which a template fills in the blocks of another. */
sealed interface InheritanceTag extends Statement {

    /** {@code extends template}. */
    record Extends(Expression template, Position position) implements InheritanceTag {

        static Extends parse(StatementParser parser, Position tag) {
            return new Extends(parser.expressions().parse(), tag);
        }

        @Override
        public List<Expression> children() {
            return List.of(template);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            if (!scope.isTopLevel()) {
                throw new PythonError(
                                PythonError.Kind.TEMPLATE_ASSERTION_ERROR,
                                "cannot use extend from a non top-level scope")
                        .at(position);
            }
            Evaluator name = template.compile(scope);
            scope.unit().sawExtends(scope.isRootLevel());
            return (frame, out) -> {
                RenderContext context = frame.context();
                if (context.isExtending()) {
                    throw PythonError.runtime("extended multiple times").at(position);
                }
                try {
                    context.extend(context.session().template(name.evaluate(frame)));
                } catch (PythonError e) {
                    throw e.at(position);
                }
                return Instruction.Flow.NEXT;
            };
        }
    }

    /** {@code block name scoped required} … {@code endblock}. */
    record Block(String name, boolean scoped, boolean required, List<Statement> body, Position position)
            implements InheritanceTag {

        static Block parse(StatementParser parser, Position tag) {
            String name = parser.tokens().expect(Token.Type.NAME).text();
            boolean scoped = parser.tokens().skipName("scoped");
            boolean required = parser.tokens().skipName("required");
            if (parser.tokens().current().isOperator("-")) {
                throw parser.tokens()
                        .error("Block names in Jinja have to be valid Python identifiers and may not contain hyphens,"
                                + " use an underscore instead.");
            }
            List<Statement> body = parser.bodyThrough("endblock");
            if (required && !body.stream().allMatch(Block::isBlank)) {
                throw parser.tokens().error("Required blocks can only contain comments or whitespace");
            }
            parser.tokens().skipName(name);
            return new Block(name, scoped, required, body, tag);
        }

        private static boolean isBlank(Statement statement) {
            return statement instanceof Statement.TemplateText text
                    && text.text().chars().allMatch(Strings::isSpace);
        }

        @Override
        public List<Statement> children() {
            return body;
        }

        /** Declares nothing outside: a block is compiled apart and sees only the context. */
        @Override
        public void declare(Symbols symbols) {}

        @Override
        public Instruction compile(LexicalScope scope) {
            if (scope.isTopLevel() && scope.unit().alwaysExtends()) {
                return Instruction.NOTHING;
            }
            boolean mayExtend = scope.isTopLevel() && scope.unit().extendsSeen() > 0;
            LexicalScope.LocalNames locals = scoped ? scope.localNames() : null;
            return (frame, out) -> {
                if (!mayExtend || !frame.context().isExtending()) {
                    run(frame, locals, out);
                }
                return Instruction.Flow.NEXT;
            };
        }

        private void run(Frame frame, LexicalScope.@Nullable LocalNames locals, OutputBuffer out) {
            RenderContext context = frame.context();
            List<CompiledTemplate.Body> versions = context.blocks(name);
            if (required && versions.size() <= 1) {
                throw PythonError.runtime("Required block '" + name + "' not found")
                        .at(position);
            }
            Budget budget = frame.budget();
            budget.enter();
            versions.get(0).run(locals == null ? context : context.derived(locals.values(frame)), out);
            budget.leave();
        }
    }
}
