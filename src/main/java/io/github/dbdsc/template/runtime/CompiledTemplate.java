package io.github.dbdsc.template.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A template ready to run, any number of times and from any thread.
 *
 * @param name its path below {@code templates/}
 * @param root everything outside of blocks
 * @param blocks by name, in the order of the template
 */
public record CompiledTemplate(String name, Body root, Map<String, Body> blocks) {

    public CompiledTemplate {
        blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    /** Compiled code that prints. */
    public interface Body {

        void run(RenderContext context, OutputBuffer out);
    }
}
