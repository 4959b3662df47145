package io.github.dbdsc.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.template.lexer.Syntax;
import io.github.dbdsc.template.value.Limits;
import io.github.dbdsc.template.value.Undefined;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the options and extensions of a case as Jinja2's {@code Environment} takes them. */
final class EnvironmentOptions {

    private static final Map<String, Undefined.Behaviour> UNDEFINED = Map.of(
            "Undefined", Undefined.Behaviour.LENIENT,
            "ChainableUndefined", Undefined.Behaviour.CHAINABLE,
            "DebugUndefined", Undefined.Behaviour.DEBUG,
            "StrictUndefined", Undefined.Behaviour.STRICT);

    private static final Set<String> KNOWN = Set.of(
            "block_start_string",
            "block_end_string",
            "variable_start_string",
            "variable_end_string",
            "comment_start_string",
            "comment_end_string",
            "line_statement_prefix",
            "line_comment_prefix",
            "trim_blocks",
            "lstrip_blocks",
            "keep_trailing_newline",
            "newline_sequence",
            "autoescape",
            "undefined",
            "optimized",
            "cache_size",
            "auto_reload");

    private static final String DO = "jinja2.ext.do";
    private static final String LOOP_CONTROLS = "jinja2.ext.loopcontrols";
    private static final Set<String> EXTENSIONS =
            Set.of(DO, LOOP_CONTROLS, "jinja2.ext.with_", "jinja2.ext.autoescape");

    private EnvironmentOptions() {}

    /** The options; null when there is one that is not supported. */
    static @Nullable RendererOptions read(JsonNode options, JsonNode extensions) {
        Set<String> names = names(extensions);
        boolean known = options.properties().stream().allMatch(entry -> KNOWN.contains(entry.getKey()))
                && EXTENSIONS.containsAll(names);
        String undefined = options.path("undefined").asText("Undefined");
        if (!known || !UNDEFINED.containsKey(undefined)) {
            return null;
        }
        return new RendererOptions(
                syntax(options),
                options.path("autoescape").asBoolean(),
                UNDEFINED.getOrDefault(undefined, Undefined.Behaviour.LENIENT),
                names.contains(DO),
                names.contains(LOOP_CONTROLS),
                Limits.DEFAULT);
    }

    private static Set<String> names(JsonNode extensions) {
        Set<String> names = new java.util.HashSet<>();
        extensions.forEach(extension -> names.add(extension.asText()));
        return names;
    }

    private static Syntax syntax(JsonNode options) {
        Syntax standard = Syntax.DEFAULT;
        return new Syntax(
                options.path("block_start_string").asText(standard.blockStart()),
                options.path("block_end_string").asText(standard.blockEnd()),
                options.path("variable_start_string").asText(standard.variableStart()),
                options.path("variable_end_string").asText(standard.variableEnd()),
                options.path("comment_start_string").asText(standard.commentStart()),
                options.path("comment_end_string").asText(standard.commentEnd()),
                text(options.path("line_statement_prefix")),
                text(options.path("line_comment_prefix")),
                options.path("trim_blocks").asBoolean(),
                options.path("lstrip_blocks").asBoolean(),
                options.path("keep_trailing_newline").asBoolean(),
                options.path("newline_sequence").asText(standard.newlineSequence()));
    }

    private static String text(JsonNode node) {
        return node.isTextual() ? node.asText() : "";
    }
}
