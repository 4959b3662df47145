package io.github.dbdsc.template;

import com.hubspot.jinjava.Jinjava;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.reads.TemplateReads;
import io.github.dbdsc.template.runtime.RenderSession;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Renders Jinja2 templates, byte for byte as Python's Jinja2 3.1 renders them. Made once for a set of templates, which may
 * include, import and extend each other and nothing else; then used for many renderings, from any thread.
 *
 * <p>Jinjava runs a rendering: its interpreter, one for each thread, asks a tree for its output and returns the text
 * ({@link Jinja2Interpreter}). What is in the tree is ours: {@code lexer} cuts the source into tokens, {@code compiler}
 * turns them into code, {@code runtime} holds names, macros and output while that runs; {@code value}, {@code text},
 * {@code method} and {@code filter} are Python's values with all that templates do to them. Jinjava's own lexer,
 * expressions, tags and filters are not in use, because their language is a different one: stock Jinjava 2.8 prints
 * something other than Jinja2 for more than half of the conformance cases (see {@code src/test/resources/template}), and
 * prints where Jinja2 raises for another tenth.
 */
public final class TemplateRenderer {

    private final Map<String, String> templates;
    private final RendererOptions options;
    private final TemplateLibrary library;

    /** By place, since many definitions meet the same. */
    private final Map<Position, String> hints = new ConcurrentHashMap<>();

    /** Interpreters cost more than a small rendering, and each belongs to one thread. */
    private final ThreadLocal<Jinja2Interpreter> interpreters;

    /** Takes the source of each template, by its path below {@code templates/}. */
    public TemplateRenderer(Map<String, String> templates) {
        this(templates, RendererOptions.DEFAULT);
    }

    /** @param templates the source of each template, by its path below {@code templates/} */
    public TemplateRenderer(Map<String, String> templates, RendererOptions options) {
        this(templates, Map.of(), options);
    }

    /**
     * Takes templates of which some can't be used. These are there: whatever includes one fails, also with
     * {@code ignore missing}.
     *
     * @param templates the source of each template that can be used, by its path below {@code templates/}
     * @param unusable why each of the others can't, by its path
     */
    public TemplateRenderer(Map<String, String> templates, Map<String, String> unusable, RendererOptions options) {
        this.templates = Map.copyOf(templates);
        this.options = options;
        this.library = new TemplateLibrary(this.templates, Map.copyOf(unusable), options);
        // Jinjava's set-up takes longer than everything else, so it runs while the first template is compiled
        CompletableFuture<Jinjava> jinjava = CompletableFuture.supplyAsync(() -> Jinja2Interpreter.jinjava(library));
        this.interpreters = ThreadLocal.withInitial(() -> Jinja2Interpreter.of(jinjava.join()));
    }

    /** Returns whether there is such a template. */
    public boolean has(String template) {
        return templates.containsKey(template);
    }

    /** Reports whether a template has this word in it, be it as a name or as text. */
    public boolean mentions(String template, String word) {
        return templates.getOrDefault(template, "").contains(word);
    }

    /**
     * Returns what a template reads of the values that it sees under a name, without rendering it. Where that can't be
     * told, it may read anything.
     *
     * @param template its path below {@code templates/}
     */
    public TemplateReads reads(String template, String name) {
        return Budget.within(options.limits(), () -> library.reads(template, name));
    }

    /**
     * Renders one template.
     *
     * @param template its path below {@code templates/}; {@link #has} must be true
     * @param context the names it sees: maps, lists, strings, numbers, booleans and null
     * @throws TemplateException when Jinja2 would have raised, something is not supported, or a limit is exceeded
     */
    public Rendered render(String template, Map<String, ?> context) throws TemplateException {
        if (!has(template)) {
            throw new IllegalArgumentException("no template '" + template + "'");
        }
        try {
            Budget.within(options.limits(), () -> library.load(template));
            Jinja2Interpreter interpreter = interpreters.get();
            return Budget.within(options.limits(), () -> render(interpreter, template, context));
        } catch (PythonError e) {
            throw failure(template, e.kind(), e.getMessage(), e.position());
        } catch (RuntimeException e) {
            throw bug(template, e);
        } catch (StackOverflowError e) {
            throw failure(
                    template,
                    PythonError.Kind.LIMIT,
                    "the template nests or calls too deep, which is not allowed",
                    null);
        } catch (OutOfMemoryError e) {
            // what the template made is garbage by now
            throw failure(
                    template,
                    PythonError.Kind.LIMIT,
                    "the template takes more memory than there is, which is not allowed",
                    null);
        }
    }

    private Rendered render(Jinja2Interpreter interpreter, String template, Map<String, ?> context) {
        Map<String, Object> names = new HashMap<>();
        context.forEach((name, value) -> names.put(name, Value.ofJson(value)));
        RenderSession session = new RenderSession(library);
        String text = interpreter.render(session, template, names);
        Set<String> loaded = session.loaded();
        loaded.add(template);
        return new Rendered(
                text, session.references(), warnings(template, session.usedUndefined()), session.lines(), loaded);
    }

    private List<Problem> warnings(String template, Collection<Undefined> used) {
        if (used.isEmpty()) {
            return List.of();
        }
        return used.stream()
                .map(undefined -> {
                    Position place = place(template, undefined.position());
                    return Problem.warning(
                            "templates/" + place.template(),
                            place.line(),
                            place.column(),
                            undefined.message() + ", so it counts as empty" + hint(place));
                })
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns what to write if Databricks is to fill in what stands there. */
    private String hint(Position place) {
        return hints.computeIfAbsent(
                place, where -> DatabricksReference.hint(templates.getOrDefault(where.template(), ""), where));
    }

    private TemplateException failure(
            String template, PythonError.Kind kind, String message, @Nullable Position position) {
        Position place = place(template, position);
        boolean isUndefined =
                kind == PythonError.Kind.UNDEFINED_ERROR || kind == PythonError.Kind.TEMPLATE_SYNTAX_ERROR;
        String what = kind == PythonError.Kind.LIMIT || kind == PythonError.Kind.UNSUPPORTED
                ? message
                : kind.pythonName() + ": " + message;
        Problem problem = Problem.error(
                "templates/" + place.template(),
                place.line(),
                place.column(),
                "the template can't be rendered: " + what + (isUndefined ? hint(place) : ""));
        return new TemplateException(List.of(problem), kind.pythonName());
    }

    /** Turns a mistake of this renderer's into a problem of one template, which says so. */
    private TemplateException bug(String template, RuntimeException cause) {
        TemplateException failure = failure(
                template,
                PythonError.Kind.UNSUPPORTED,
                "the renderer itself failed on it (" + cause + "); please report this with the template",
                null);
        failure.initCause(cause);
        return failure;
    }

    private static Position place(String template, @Nullable Position position) {
        return position == null ? new Position(template, 1, 1) : position;
    }
}
