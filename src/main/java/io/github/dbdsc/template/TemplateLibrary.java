package io.github.dbdsc.template;

import com.hubspot.jinjava.tree.Node;
import io.github.dbdsc.template.compiler.TemplateCompiler;
import io.github.dbdsc.template.compiler.TemplateReader;
import io.github.dbdsc.template.filter.Filters;
import io.github.dbdsc.template.filter.Globals;
import io.github.dbdsc.template.filter.Tests;
import io.github.dbdsc.template.reads.TemplateReads;
import io.github.dbdsc.template.runtime.CompiledTemplate;
import io.github.dbdsc.template.runtime.RenderSession;
import io.github.dbdsc.template.value.BuiltIn;
import io.github.dbdsc.template.value.FunctionTable;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value.Callable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The templates of a renderer, each compiled when it is first needed. Safe for use from several threads. */
final class TemplateLibrary implements RenderSession.Environment {

    private final Map<String, String> sources;
    private final Map<String, String> unusable;
    private final RendererOptions options;
    private final TemplateCompiler compiler;
    private final Map<String, CompiledTemplate> compiled = new ConcurrentHashMap<>();
    private final Map<String, Node> trees = new ConcurrentHashMap<>();

    /** @param unusable why templates that are there can't be used, by their name */
    TemplateLibrary(Map<String, String> sources, Map<String, String> unusable, RendererOptions options) {
        this.sources = sources;
        this.unusable = unusable;
        this.options = options;
        this.compiler = new TemplateCompiler(
                options.syntax(),
                options.doTag(),
                options.loopControls(),
                options.autoescape(),
                options.limits().syntaxDepth(),
                filters(),
                tests());
    }

    Node tree(String name) {
        return trees.computeIfAbsent(name, key -> Jinja2Interpreter.TemplateNode.tree(load(key)));
    }

    @Override
    public CompiledTemplate load(String given) {
        CompiledTemplate template = compiled.get(given);
        if (template != null) {
            return template;
        }
        String name = sources.containsKey(given) ? given : path(given);
        String source = sources.get(name);
        if (unusable.containsKey(name)) {
            throw PythonError.unsupported("'templates/" + name + "' can't be used: " + unusable.get(name));
        }
        if (source == null) {
            throw new PythonError(PythonError.Kind.TEMPLATE_NOT_FOUND, "there is no template 'templates/" + name + "'");
        }
        CompiledTemplate made = compiler.compile(name, source);
        compiled.putIfAbsent(name, made);
        return made;
    }

    /** Returns what a template reads of the values that it sees under a name. */
    TemplateReads reads(String template, String job) {
        return new TemplateReader(compiler, sources).read(template, job);
    }

    /** Leaves out what Jinja2's loaders of files leave out of a path: empty parts and dots. */
    private static String path(String name) {
        return Stream.of(name.split("/", -1))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .collect(Collectors.joining("/"));
    }

    @Override
    public boolean autoescape() {
        return options.autoescape();
    }

    @Override
    public Undefined.Behaviour undefined() {
        return options.undefined();
    }

    @Override
    public FunctionTable<Callable> globals() {
        return Globals.all();
    }

    @Override
    public FunctionTable<BuiltIn> filters() {
        return Filters.all();
    }

    @Override
    public FunctionTable<BuiltIn> tests() {
        return Tests.all();
    }
}
