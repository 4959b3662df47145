package io.github.dbdsc.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.output.OutputNode;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.DefaultTokenScannerSymbols;
import com.hubspot.jinjava.tree.parse.TextToken;
import io.github.dbdsc.template.scope.CompiledTemplate;
import io.github.dbdsc.template.scope.Output;
import io.github.dbdsc.template.scope.RenderContext;
import io.github.dbdsc.template.scope.Rendering;

/** A whole compiled template as a node of Jinjava's tree; the root above it is of the same kind. */
final class TemplateNode extends Node {

    private static final long serialVersionUID = 1L;
    private static final TextToken NO_TOKEN = new TextToken("", 1, 1, new DefaultTokenScannerSymbols());

    private final transient CompiledTemplate template;

    private TemplateNode(CompiledTemplate template) {
        super(NO_TOKEN, 1, 1);
        this.template = template;
    }

    /** A tree that renders the template. */
    static Node tree(CompiledTemplate template) {
        TemplateNode root = new TemplateNode(template);
        root.getChildren().add(new TemplateNode(template));
        return root;
    }

    @Override
    public OutputNode render(JinjavaInterpreter interpreter) {
        Jinja2Interpreter jinja2 = (Jinja2Interpreter) interpreter;
        Rendering rendering = jinja2.rendering();
        RenderContext context = new RenderContext(rendering, template, jinja2.names());
        Output out = Output.traced(rendering.budget(), rendering.lines());
        context.run(template, out);
        return new RenderedOutputNode(out.text());
    }

    @Override
    public String getName() {
        return template.name();
    }
}
