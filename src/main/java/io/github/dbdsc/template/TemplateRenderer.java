package io.github.dbdsc.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.scope.Rendering;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Position;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Undefined;
import io.github.dbdsc.template.value.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Renders Jinja2 templates. Made once for a set of templates, which may include, import and extend each other and
 * nothing else; then used for many renderings, from any thread.
 */
public final class TemplateRenderer {

    private final Map<String, String> templates;
    private final RendererOptions options;
    private final TemplateLibrary library;

    /** Interpreters cost more than a small rendering, and each belongs to one thread. */
    private final ThreadLocal<Jinja2Interpreter> interpreters;

    /** Takes the source of each template, by its path below {@code templates/}. */
    public TemplateRenderer(Map<String, String> templates) {
        this(templates, RendererOptions.DEFAULT);
    }

    /** @param templates the source of each template, by its path below {@code templates/} */
    public TemplateRenderer(Map<String, String> templates, RendererOptions options) {
        this.templates = Map.copyOf(templates);
        this.options = options;
        this.library = new TemplateLibrary(this.templates, options);
        // Jinjava's set-up takes longer than all else, so it goes on while the first template is compiled
        CompletableFuture<Jinjava> jinjava = CompletableFuture.supplyAsync(() -> jinjava(library, this.templates));
        this.interpreters =
                ThreadLocal.withInitial(() -> (Jinja2Interpreter) jinjava.join().newInterpreter());
    }

    private static Jinjava jinjava(TemplateLibrary library, Map<String, String> templates) {
        Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withInterperterFactory(new Interpreters(library))
                .withMaxOutputSize(0)
                .build());
        jinjava.setResourceLocator(new SnapshotLocator(templates));
        return jinjava;
    }

    private record Interpreters(TemplateLibrary library) implements InterpreterFactory {
        @Override
        public JinjavaInterpreter newInstance(JinjavaInterpreter original) {
            return new Jinja2Interpreter((Jinja2Interpreter) original);
        }

        @Override
        public JinjavaInterpreter newInstance(Jinjava jinjava, Context context, JinjavaConfig config) {
            return new Jinja2Interpreter(jinjava, context, config, library);
        }
    }

    /** Whether there is such a template. */
    public boolean has(String template) {
        return templates.containsKey(template);
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
        }
    }

    private Rendered render(Jinja2Interpreter interpreter, String template, Map<String, ?> context) {
        Map<String, Object> names = new HashMap<>();
        context.forEach((name, value) -> names.put(name, Value.ofJson(value)));
        Rendering rendering = new Rendering(library);
        String text = interpreter.render(rendering, template, names);
        return new Rendered(
                text, rendering.references(), warnings(template, rendering.usedUndefined()), rendering.lines());
    }

    private static List<Problem> warnings(String template, Collection<Undefined> used) {
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
                            undefined.message() + ", so it counts as empty");
                })
                .distinct()
                .sorted()
                .toList();
    }

    private static TemplateException failure(
            String template, PythonError.Kind kind, String message, @Nullable Position position) {
        Position place = place(template, position);
        String what = kind == PythonError.Kind.LIMIT || kind == PythonError.Kind.UNSUPPORTED
                ? message
                : kind.pythonName() + ": " + message;
        Problem problem = Problem.error(
                "templates/" + place.template(),
                place.line(),
                place.column(),
                "the template can't be rendered: " + what);
        return new TemplateException(List.of(problem), kind.pythonName());
    }

    /** A mistake of this renderer's is a problem of one template, and says so. */
    private static TemplateException bug(String template, RuntimeException cause) {
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
