package io.github.dbdsc.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import io.github.dbdsc.template.scope.Rendering;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Jinjava's interpreter with Jinja2's language: what it parses becomes a tree of this package, so that Jinjava's own
 * expressions, tags and filters never come into play. Serves one rendering after the other in one thread.
 */
final class Jinja2Interpreter extends JinjavaInterpreter {

    private final TemplateLibrary library;
    private @Nullable Rendering rendering;
    private Map<String, Object> names = Map.of();

    Jinja2Interpreter(Jinjava jinjava, Context context, JinjavaConfig config, TemplateLibrary library) {
        super(jinjava, context, config);
        this.library = library;
    }

    Jinja2Interpreter(Jinja2Interpreter original) {
        super(original);
        this.library = original.library;
        this.rendering = original.rendering;
        this.names = original.names;
    }

    /** Renders a template that sees some names. */
    String render(Rendering current, String template, Map<String, Object> visible) {
        rendering = current;
        names = visible;
        try {
            return render(template);
        } finally {
            rendering = null;
            names = Map.of();
        }
    }

    Rendering rendering() {
        return Objects.requireNonNull(rendering, "not rendering");
    }

    Map<String, Object> names() {
        return names;
    }

    /**
     * Finds the compiled tree of a template.
     *
     * @param template its name, where Jinjava would pass its source
     */
    @Override
    public Node parse(String template) {
        return library.tree(template);
    }
}
