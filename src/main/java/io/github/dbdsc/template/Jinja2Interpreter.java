package io.github.dbdsc.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.loader.LocationResolver;
import com.hubspot.jinjava.loader.ResourceLocator;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.output.OutputNode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.DefaultTokenScannerSymbols;
import com.hubspot.jinjava.tree.parse.TextToken;
import io.github.dbdsc.template.runtime.CompiledTemplate;
import io.github.dbdsc.template.runtime.OutputBuffer;
import io.github.dbdsc.template.runtime.RenderContext;
import io.github.dbdsc.template.runtime.RenderSession;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jinjava's interpreter with Jinja2's language; everything that touches Jinjava is in this file. Jinjava runs the
 * rendering: it asks {@link #parse} for a tree, each child of the root for its output, and joins what they return. The
 * tree has one child, the compiled template, so Jinjava's own parser, expressions, tags and filters never come into
 * play. Serves one rendering after the other in one thread.
 */
final class Jinja2Interpreter extends JinjavaInterpreter {

    private final TemplateLibrary library;
    private @Nullable RenderSession session;
    private Map<String, Object> names = Map.of();

    private Jinja2Interpreter(Jinjava jinjava, Context context, JinjavaConfig config, TemplateLibrary library) {
        super(jinjava, context, config);
        this.library = library;
    }

    private Jinja2Interpreter(Jinja2Interpreter original) {
        super(original);
        this.library = original.library;
        this.session = original.session;
        this.names = original.names;
    }

    /** Sets up a Jinjava whose interpreters render the templates of a library. */
    static Jinjava jinjava(TemplateLibrary library) {
        Jinjava jinjava = new Jinjava(JinjavaConfig.newBuilder()
                .withInterperterFactory(new Factory(library))
                .withMaxOutputSize(0)
                .build());
        jinjava.setResourceLocator(new NoResources());
        return jinjava;
    }

    static Jinja2Interpreter of(Jinjava jinjava) {
        return (Jinja2Interpreter) jinjava.newInterpreter();
    }

    /**
     * Renders a template.
     *
     * @param visible the names it sees
     */
    String render(RenderSession current, String template, Map<String, Object> visible) {
        session = current;
        names = visible;
        try {
            return render(template);
        } finally {
            session = null;
            names = Map.of();
        }
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

    private record Factory(TemplateLibrary library) implements InterpreterFactory {

        @Override
        public JinjavaInterpreter newInstance(JinjavaInterpreter original) {
            return new Jinja2Interpreter((Jinja2Interpreter) original);
        }

        @Override
        public JinjavaInterpreter newInstance(Jinjava jinjava, Context context, JinjavaConfig config) {
            return new Jinja2Interpreter(jinjava, context, config, library);
        }
    }

    /** A whole compiled template as a node of Jinjava's tree; the root above it is of the same kind. */
    static final class TemplateNode extends Node {

        private static final long serialVersionUID = 1L;
        private static final TextToken NO_TOKEN = new TextToken("", 1, 1, new DefaultTokenScannerSymbols());

        private final transient CompiledTemplate template;

        private TemplateNode(CompiledTemplate template) {
            super(NO_TOKEN, 1, 1);
            this.template = template;
        }

        /** Returns a tree that renders the template. */
        static Node tree(CompiledTemplate template) {
            TemplateNode root = new TemplateNode(template);
            root.getChildren().add(new TemplateNode(template));
            return root;
        }

        @Override
        public OutputNode render(JinjavaInterpreter interpreter) {
            Jinja2Interpreter jinja2 = (Jinja2Interpreter) interpreter;
            RenderSession session = Objects.requireNonNull(jinja2.session, "not rendering");
            RenderContext context = new RenderContext(session, template, jinja2.names);
            OutputBuffer out = OutputBuffer.traced(session.budget(), session.lines());
            context.run(template, out);
            return new RenderedOutputNode(out.text());
        }

        @Override
        public String getName() {
            return template.name();
        }
    }

    /** Keeps Jinjava from loading anything: templates come from the library, not from the class path or a disk. */
    private record NoResources() implements ResourceLocator {

        @Override
        public String getString(String name, Charset charset, JinjavaInterpreter interpreter)
                throws ResourceNotFoundException {
            throw new ResourceNotFoundException("there is no template 'templates/" + name + "'");
        }

        @Override
        public Optional<LocationResolver> getLocationResolver() {
            return Optional.empty();
        }
    }
}
