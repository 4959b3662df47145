package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Delimiters;
import io.github.dbdsc.template.expression.Lexer;
import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.expression.Syntax;
import io.github.dbdsc.template.expression.TokenStream;
import io.github.dbdsc.template.expression.UndeclaredNames;
import io.github.dbdsc.template.scope.CompiledTemplate;
import io.github.dbdsc.template.scope.Escaping;
import io.github.dbdsc.template.scope.Frame;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.RenderContext;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.ScopeEntry;
import io.github.dbdsc.template.scope.TemplateUnit;
import io.github.dbdsc.template.scope.Variable;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.PythonError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the source of a template into something that runs. */
public final class TemplateCompiler {

    private final Syntax syntax;
    private final Tags tags;
    private final Escaping escaping;
    private final int maxDepth;
    private final Map<String, BuiltIn> filters;
    private final Map<String, BuiltIn> tests;
    private @Nullable Delimiters delimiters;

    /**
     * @param doTag whether there is a tag {@code do}
     * @param loopControls whether there are tags {@code break} and {@code continue}
     * @param maxDepth how deep syntax may be nested
     */
    public TemplateCompiler(
            Syntax syntax,
            boolean doTag,
            boolean loopControls,
            boolean autoescape,
            int maxDepth,
            Map<String, BuiltIn> filters,
            Map<String, BuiltIn> tests) {
        this.syntax = syntax;
        this.tags = new Tags(doTag, loopControls);
        this.escaping = Escaping.of(autoescape);
        this.maxDepth = maxDepth;
        this.filters = filters;
        this.tests = tests;
    }

    /**
     * Compiles one template.
     *
     * @throws PythonError with its position
     */
    public CompiledTemplate compile(String name, String source) {
        TokenStream tokens = new TokenStream(Lexer.tokens(name, source, delimiters()), maxDepth);
        List<Statement> body = new StatementParser(tokens, tags).parse();
        Map<String, BlockTag> blocks = new LinkedHashMap<>();
        collectBlocks(body, blocks);
        TemplateUnit unit = new TemplateUnit(name, hasExtends(body), escaping, filters, tests);
        CompiledTemplate.Body root = root(body, unit);
        Map<String, CompiledTemplate.Body> bodies = new LinkedHashMap<>();
        blocks.forEach((blockName, block) -> bodies.put(blockName, block(block, unit)));
        unit.finish();
        return new CompiledTemplate(name, root, bodies);
    }

    /** Those of the syntax, made with the first template: Jinjava sets itself up meanwhile. */
    private synchronized Delimiters delimiters() {
        Delimiters known = delimiters;
        if (known == null) {
            known = new Delimiters(syntax);
            delimiters = known;
        }
        return known;
    }

    private static void collectBlocks(Collection<? extends Node> nodes, Map<String, BlockTag> blocks) {
        for (Node node : nodes) {
            if (node instanceof BlockTag block && blocks.put(block.name(), block) != null) {
                throw new PythonError(
                                PythonError.Kind.TEMPLATE_ASSERTION_ERROR, "block '" + block.name() + "' defined twice")
                        .at(block.position());
            }
            collectBlocks(node.children(), blocks);
        }
    }

    private static boolean hasExtends(Collection<? extends Node> nodes) {
        return nodes.stream().anyMatch(node -> node instanceof ExtendsTag || hasExtends(node.children()));
    }

    private static CompiledTemplate.Body root(List<Statement> body, TemplateUnit unit) {
        Scope scope = Scope.root(unit);
        boolean usesSelf = !UndeclaredNames.among(Set.of("self"), body).isEmpty();
        Variable self = usesSelf ? parameter(scope, "self") : null;
        body.forEach(statement -> statement.declare(scope.symbols()));
        return new Function(scope, body, self, null, "");
    }

    private static CompiledTemplate.Body block(BlockTag block, TemplateUnit unit) {
        Scope scope = Scope.block(unit);
        Set<String> special = UndeclaredNames.among(Set.of("self", "super"), block.body());
        Variable self = special.contains("self") ? parameter(scope, "self") : null;
        Variable parent = special.contains("super") ? parameter(scope, "super") : null;
        block.body().forEach(statement -> statement.declare(scope.symbols()));
        return new Function(scope, block.body(), self, parent, block.name());
    }

    private static Variable parameter(Scope scope, String name) {
        scope.symbols().parameter(name);
        return scope.variable(name);
    }

    /** The root of a template, or a block. */
    private static final class Function implements CompiledTemplate.Body {
        private final Scope.FrameFactory frames;
        private final ScopeEntry entry;
        private final Instruction body;
        private final @Nullable Variable self;
        private final @Nullable Variable parent;
        private final String blockName;

        Function(
                Scope scope,
                List<Statement> statements,
                @Nullable Variable self,
                @Nullable Variable parent,
                String blockName) {
            this.entry = scope.entry();
            this.body = Instruction.sequence(statements, scope);
            this.frames = scope.frames();
            this.self = self;
            this.parent = parent;
            this.blockName = blockName;
        }

        @Override
        public void run(RenderContext context, Output out) {
            Frame frame = frames.create(null, context);
            frame.stream(out);
            if (self != null) {
                self.set(frame, new TemplateReference(context));
            }
            if (parent != null) {
                parent.set(frame, BlockReference.parentOf(blockName, this, context));
            }
            entry.run(frame);
            body.run(frame, out);
        }
    }
}
