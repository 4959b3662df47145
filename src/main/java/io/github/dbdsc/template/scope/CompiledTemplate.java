package io.github.dbdsc.template.scope;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A template ready to run, any number of times and from any thread.
 *
 * @param name its path below {@code templates/}
 * @param root everything outside of blocks
 * @param blocks by name
 */
public record CompiledTemplate(String name, Body root, Map<String, Body> blocks) {

    public CompiledTemplate {
        blocks = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    /** Compiled code that prints. */
    public interface Body {

        void run(RenderContext context, Output out);
    }
}
