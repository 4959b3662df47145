package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.Outline;
import io.github.dbdsc.template.reads.TemplateReads;
import io.github.dbdsc.template.reads.ValueRead;
import io.github.dbdsc.template.reads.ValueRead.Kind;
import io.github.dbdsc.template.value.PythonError;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what templates read of a definition. */
public final class TemplateReader {

    private final TemplateCompiler compiler;
    private final Map<String, String> sources;
    private final Map<String, List<Statement>> parsed = new HashMap<>();

    /** @param sources the source of each template that can be used, by its path below {@code templates/} */
    public TemplateReader(TemplateCompiler compiler, Map<String, String> sources) {
        this.compiler = compiler;
        this.sources = sources;
    }

    boolean has(String template) {
        return sources.containsKey(template);
    }

    List<Statement> statements(String template) {
        String source = sources.get(template);
        if (source == null) {
            throw new UnknownReadsException("a template is missing");
        }
        List<Statement> known = parsed.get(template);
        if (known == null) {
            known = compiler.parse(template, source);
            parsed.put(template, known);
        }
        return known;
    }

    /**
     * Returns what a template reads. Where it can't be followed, or can't be used, it may read anything.
     *
     * @param job the name of the definition's values
     */
    public TemplateReads read(String template, String job) {
        ValueRead root = ValueRead.root();
        Map<String, Known> names = new LinkedHashMap<>();
        names.put(job, new Known.Read(root, Circumstances.ALWAYS));
        try {
            return new TemplateReads(root, new StatementReads(this).template(template, names));
        } catch (UnknownReadsException | PythonError | StackOverflowError e) {
            ValueRead anything = ValueRead.root();
            anything.use(Kind.ANY, Circumstances.ALWAYS);
            anything.escape();
            return new TemplateReads(anything, Outline.NOTHING);
        }
    }
}
