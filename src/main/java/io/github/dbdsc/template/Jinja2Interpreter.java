package io.github.dbdsc.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import io.github.dbdsc.template.scope.Rendering;

/**
 * Jinjava's interpreter with Jinja2's language: what it parses becomes a tree of this package, so that Jinjava's own
 * expressions, tags and filters never come into play.
 */
final class Jinja2Interpreter extends JinjavaInterpreter {

    private final TemplateLibrary library;
    private final Rendering rendering;

    Jinja2Interpreter(Jinjava jinjava, Context context, JinjavaConfig config, TemplateLibrary library) {
        super(jinjava, context, config);
        this.library = library;
        this.rendering = new Rendering(library);
    }

    Jinja2Interpreter(Jinja2Interpreter original) {
        super(original);
        this.library = original.library;
        this.rendering = new Rendering(library);
    }

    Rendering rendering() {
        return rendering;
    }

    /** @param template a template's name: the tree of a template is kept by its name, not by its text */
    @Override
    public Node parse(String template) {
        return library.tree(template);
    }
}
