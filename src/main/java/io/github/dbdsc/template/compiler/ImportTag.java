package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Token;
import io.github.dbdsc.template.runtime.CompiledTemplate;
import io.github.dbdsc.template.runtime.Evaluator;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.OutputBuffer;
import io.github.dbdsc.template.runtime.OutputLines.Origin;
import io.github.dbdsc.template.runtime.RenderContext;
import io.github.dbdsc.template.runtime.RenderSession;
import io.github.dbdsc.template.runtime.TemplateModule;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Absent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags that run another template for its text or its names. */
sealed interface ImportTag extends Statement {

    /** Returns the expression that names the other template. */
    Expression template();

    Position position();

    @Override
    default List<Expression> children() {
        return List.of(template());
    }

    /** {@code include template ignore missing with context}. */
    record Include(Expression template, boolean ignoreMissing, boolean withContext, Position position)
            implements ImportTag {

        static Include parse(StatementParser parser, Position tag) {
            Expression template = parser.expressions().parse();
            boolean ignoreMissing = parser.tokens().current().isName("ignore")
                    && parser.tokens().peek().isName("missing");
            if (ignoreMissing) {
                parser.tokens().next();
                parser.tokens().next();
            }
            return new Include(template, ignoreMissing, parseContext(parser, true), tag);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            Evaluator name = template.compile(scope);
            LexicalScope.LocalNames locals = scope.localNames();
            if (!withContext && scope.isInFunction()) {
                scope.symbols().function().refuse(() -> PythonError.unsupported(
                                "include without context does not work in macros and"
                                        + " recursive loops, as in Jinja2; leave out 'without context'")
                        .at(position));
            }
            return (frame, out) -> {
                CompiledTemplate included = find(frame, name);
                if (included != null) {
                    include(frame, included, locals, out);
                }
                return Instruction.Flow.NEXT;
            };
        }

        private @Nullable CompiledTemplate find(Frame frame, Evaluator name) {
            try {
                return frame.context().session().firstTemplate(name.evaluate(frame));
            } catch (PythonError e) {
                if (ignoreMissing && RenderSession.isNotFound(e)) {
                    return null;
                }
                throw e.at(position);
            }
        }

        private void include(Frame frame, CompiledTemplate included, LexicalScope.LocalNames locals, OutputBuffer out) {
            RenderContext context = frame.context();
            if (withContext) {
                Map<String, Object> names = context.all();
                names.putAll(locals.values(frame));
                new RenderContext(context.session(), included, names).run(included, out);
            } else {
                String text = context.session().moduleWithoutContext(included).text();
                // as in Jinja2, a text without context escapes from the set and filter blocks around it
                OutputBuffer stream = frame.stream();
                (stream == null ? out : stream).append(text, Origin.ofValue(position));
            }
        }
    }

    /** {@code import template as name}. */
    record Import(Expression template, String name, boolean withContext, Position position) implements ImportTag {

        static Import parse(StatementParser parser, Position tag) {
            Expression template = parser.expressions().parse();
            parser.tokens().expectName("as");
            String name = parser.targets().name().name();
            return new Import(template, name, parseContext(parser, false), tag);
        }

        @Override
        public void declare(Symbols symbols) {
            template.declare(symbols);
            symbols.store(name);
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            ImportedModule module =
                    new ImportedModule(template.compile(scope), withContext, scope.localNames(), position);
            Variable variable = scope.variable(name);
            boolean topLevel = scope.isTopLevel();
            return (frame, out) -> {
                TemplateModule imported = module.run(frame);
                variable.set(frame, imported);
                if (topLevel) {
                    frame.context().assign(name, imported);
                    frame.context().withdraw(name);
                }
                return Instruction.Flow.NEXT;
            };
        }
    }

    /** {@code from template import name as alias}. */
    record FromImport(Expression template, List<Alias> names, boolean withContext, Position position)
            implements ImportTag {

        /** A name of the imported template, and what it is called here. */
        record Alias(String name, String alias) {}

        static FromImport parse(StatementParser parser, Position tag) {
            Expression template = parser.expressions().parse();
            parser.tokens().expectName("import");
            List<Alias> names = new ArrayList<>();
            while (true) {
                if (!names.isEmpty()) {
                    parser.tokens().expectOperator(",");
                }
                if (isContextNext(parser)) {
                    break;
                }
                names.add(parseName(parser));
                if (isContextNext(parser) || !parser.tokens().current().isOperator(",")) {
                    break;
                }
            }
            return new FromImport(template, names, parseContext(parser, false), tag);
        }

        private static Alias parseName(StatementParser parser) {
            Token token = parser.tokens().current();
            String name = parser.targets().name().name();
            if (name.startsWith("_")) {
                throw new PythonError(
                                PythonError.Kind.TEMPLATE_ASSERTION_ERROR,
                                "names starting with an underline can not be imported")
                        .at(token.position());
            }
            String alias =
                    parser.tokens().skipName("as") ? parser.targets().name().name() : name;
            return new Alias(name, alias);
        }

        @Override
        public void declare(Symbols symbols) {
            template.declare(symbols);
            names.forEach(imported -> symbols.store(imported.alias));
        }

        @Override
        public Instruction compile(LexicalScope scope) {
            ImportedModule module =
                    new ImportedModule(template.compile(scope), withContext, scope.localNames(), position);
            Variable[] variables =
                    names.stream().map(name -> scope.variable(name.alias)).toArray(Variable[]::new);
            boolean topLevel = scope.isTopLevel();
            return (frame, out) -> {
                TemplateModule imported = module.run(frame);
                for (int i = 0; i < variables.length; i++) {
                    Object value = member(frame, imported, names.get(i).name);
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

    /** Runs the template that an import names, and keeps its names. */
    record ImportedModule(Evaluator name, boolean withContext, LexicalScope.LocalNames locals, Position position) {

        private TemplateModule run(Frame frame) {
            RenderSession session = frame.context().session();
            CompiledTemplate template = find(session, frame);
            if (!withContext) {
                return session.moduleWithoutContext(template);
            }
            Map<String, Object> names = frame.context().all();
            names.putAll(locals.values(frame));
            return TemplateModule.make(session, template, names);
        }

        private CompiledTemplate find(RenderSession session, Frame frame) {
            try {
                return session.template(name.evaluate(frame));
            } catch (PythonError e) {
                throw e.at(position);
            }
        }
    }

    /** Parses the words {@code with context} and {@code without context}, if they are next. */
    private static boolean parseContext(StatementParser parser, boolean otherwise) {
        if (!isContextNext(parser)) {
            return otherwise;
        }
        boolean with = parser.tokens().next().text().equals("with");
        parser.tokens().next();
        return with;
    }

    private static boolean isContextNext(StatementParser parser) {
        Token token = parser.tokens().current();
        return (token.isName("with") || token.isName("without"))
                && parser.tokens().peek().isName("context");
    }
}
