package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.lexer.Delimiters;
import io.github.dbdsc.template.lexer.Lexer;
import io.github.dbdsc.template.lexer.Syntax;
import io.github.dbdsc.template.lexer.TokenStream;
import io.github.dbdsc.template.runtime.CompiledTemplate;
import io.github.dbdsc.template.runtime.Frame;
import io.github.dbdsc.template.runtime.Instruction;
import io.github.dbdsc.template.runtime.OutputBuffer;
import io.github.dbdsc.template.runtime.RenderContext;
import io.github.dbdsc.template.runtime.TemplateReference;
import io.github.dbdsc.template.runtime.Variable;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.PythonError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the source of a template into something that runs. Safe for use from several threads. */
public final class TemplateCompiler {

    private final Syntax syntax;
    private final StatementParser.Tags tags;
    private final Escaping escaping;
    private final int maxDepth;
    private final FunctionTable<BuiltIn> filters;
    private final FunctionTable<BuiltIn> tests;
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
            FunctionTable<BuiltIn> filters,
            FunctionTable<BuiltIn> tests) {
        this.syntax = syntax;
        this.tags = new StatementParser.Tags(doTag, loopControls);
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
        List<Statement> body = parse(name, source);
        Map<String, InheritanceTag.Block> blocks = new LinkedHashMap<>();
        collectBlocks(body, blocks);
        TemplateUnit unit = new TemplateUnit(name, hasExtends(body), escaping, filters, tests);
        CompiledTemplate.Body root = root(body, unit);
        Map<String, CompiledTemplate.Body> bodies = new LinkedHashMap<>();
        blocks.forEach((blockName, block) -> bodies.put(blockName, block(block, unit)));
        unit.finish();
        return new CompiledTemplate(name, root, bodies);
    }

    /** Parses one template. */
    List<Statement> parse(String name, String source) {
        TokenStream tokens = new TokenStream(new Lexer(name, source, delimiters()), maxDepth);
        return new StatementParser(tokens, tags).parse();
    }

    /** Returns the delimiters, made with the first template, while Jinjava sets itself up. */
    private synchronized Delimiters delimiters() {
        Delimiters known = delimiters;
        if (known == null) {
            known = new Delimiters(syntax);
            delimiters = known;
        }
        return known;
    }

    private static void collectBlocks(Collection<? extends Node> nodes, Map<String, InheritanceTag.Block> blocks) {
        for (Node node : nodes) {
            if (node instanceof InheritanceTag.Block block && blocks.put(block.name(), block) != null) {
                throw new PythonError(
                                PythonError.Kind.TEMPLATE_ASSERTION_ERROR, "block '" + block.name() + "' defined twice")
                        .at(block.position());
            }
            collectBlocks(node.children(), blocks);
        }
    }

    private static boolean hasExtends(Collection<? extends Node> nodes) {
        return nodes.stream().anyMatch(node -> node instanceof InheritanceTag.Extends || hasExtends(node.children()));
    }

    private static CompiledTemplate.Body root(List<Statement> body, TemplateUnit unit) {
        LexicalScope scope = LexicalScope.root(unit);
        boolean usesSelf = !Node.undeclared(Set.of("self"), body).isEmpty();
        Variable self = usesSelf ? scope.parameter("self") : null;
        body.forEach(statement -> statement.declare(scope.symbols()));
        return new BodyCode(scope, body, self, null, "");
    }

    private static CompiledTemplate.Body block(InheritanceTag.Block block, TemplateUnit unit) {
        LexicalScope scope = LexicalScope.block(unit);
        Set<String> special = Node.undeclared(Set.of("self", "super"), block.body());
        Variable self = special.contains("self") ? scope.parameter("self") : null;
        Variable parent = special.contains("super") ? scope.parameter("super") : null;
        block.body().forEach(statement -> statement.declare(scope.symbols()));
        return new BodyCode(scope, block.body(), self, parent, block.name());
    }

    /** The root of a template, or a block. */
    private static final class BodyCode implements CompiledTemplate.Body {
        private final Frame.Factory frames;
        private final Frame.Steps entry;
        private final Instruction body;
        private final @Nullable Variable self;
        private final @Nullable Variable parent;
        private final String blockName;

        BodyCode(
                LexicalScope scope,
                List<Statement> statements,
                @Nullable Variable self,
                @Nullable Variable parent,
                String blockName) {
            this.entry = scope.entry();
            this.body = Statement.compileAll(statements, scope);
            this.frames = scope.frames();
            this.self = self;
            this.parent = parent;
            this.blockName = blockName;
        }

        @Override
        public void run(RenderContext context, OutputBuffer out) {
            Frame frame = frames.create(null, context);
            frame.stream(out);
            if (self != null) {
                self.set(frame, new TemplateReference(context));
            }
            if (parent != null) {
                parent.set(frame, TemplateReference.parentOf(blockName, this, context));
            }
            entry.run(frame);
            body.run(frame, out);
        }
    }
}
