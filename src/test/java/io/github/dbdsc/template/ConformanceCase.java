package io.github.dbdsc.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A template, and what Python's Jinja2 made of it.
 *
 * @param output the text it printed; null when it raised
 * @param error the class of the exception it raised; null when it printed
 * @param message of that exception; empty where only its class counts, as for all but errors of syntax
 * @param template in which it was raised
 * @param line of it there; 0 where any will do
 * @param refused part of the message with which this renderer refuses the template instead; null when it does the same
 * @param skipped whether the result can't be the same anywhere else, such as an address in memory
 */
record ConformanceCase(
        String id,
        Map<String, String> templates,
        Map<String, Object> context,
        RendererOptions options,
        @Nullable String output,
        @Nullable String error,
        String message,
        String template,
        int line,
        @Nullable String refused,
        boolean skipped) {

    /** The name of the case's own source among its templates. */
    static final String MAIN = "main.json";

    /** The files with the cases that are tested, in the resource folder {@code template}. */
    static final List<String> FILES = List.of(
            "autoescape.json",
            "broken.json",
            "corpus.json",
            "differences.json",
            "filters.json",
            "markup.json",
            "methods.json",
            "numbers-and-formats.json",
            "operators.json",
            "random.json",
            "statements.json");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How a case ended. */
    enum Verdict {
        PASSED("passed"),
        SKIPPED("skipped"),
        WRONG_TEXT("wrong text"),
        MISSING_ERROR("missing error"),
        UNEXPECTED_ERROR("unexpected error"),
        WRONG_ERROR_CLASS("wrong error class"),
        WRONG_MESSAGE("wrong message"),
        WRONG_LINE("wrong line"),
        NOT_REFUSED("not refused");

        final String words;

        Verdict(String words) {
            this.words = words;
        }
    }

    /** A verdict, with what was rendered or raised. */
    record Result(Verdict verdict, String actual) {}

    /** Reads the cases of one of {@link #FILES}. */
    static List<ConformanceCase> ofFile(String file) throws IOException {
        try (InputStream content = ConformanceCase.class.getResourceAsStream("/template/" + file)) {
            return read(Objects.requireNonNull(content, file));
        }
    }

    /** Reads the cases of a file: {@code {"contexts": {name: names}, "cases": [...]}}. */
    static List<ConformanceCase> read(InputStream file) throws IOException {
        JsonNode root = JSON.readTree(file);
        List<ConformanceCase> cases = new ArrayList<>();
        for (JsonNode node : root.get("cases")) {
            cases.add(read(node, root.path("contexts")));
        }
        return cases;
    }

    private static ConformanceCase read(JsonNode node, JsonNode contexts) {
        Map<String, String> templates = new HashMap<>();
        node.path("templates")
                .properties()
                .forEach(entry -> templates.put(entry.getKey(), entry.getValue().asText()));
        templates.put(MAIN, node.get("source").asText());
        JsonNode context = node.path("context");
        JsonNode expected = node.get("expected");
        RendererOptions options = EnvironmentOptions.read(node.path("options"), node.path("extensions"));
        return new ConformanceCase(
                node.get("id").asText(),
                templates,
                names(context.isTextual() ? contexts.path(context.asText()) : context),
                options == null ? RendererOptions.DEFAULT : options,
                expected.hasNonNull("output") ? expected.get("output").asText() : null,
                expected.hasNonNull("error") ? expected.get("error").asText() : null,
                message(expected),
                expected.path("template").asText(MAIN),
                expected.path("line").asInt(),
                node.hasNonNull("refused") ? node.get("refused").asText() : null,
                node.path("unportable").asBoolean() || options == null);
    }

    /** Only errors of syntax are told in Python's words. */
    private static String message(JsonNode expected) {
        boolean ofSyntax = expected.path("error").asText().matches("Template(Syntax|Assertion)Error");
        return ofSyntax ? expected.path("message").asText() : "";
    }

    private static Map<String, Object> names(JsonNode context) {
        Map<String, Object> names = new HashMap<>();
        context.properties()
                .forEach(entry -> names.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
        return names;
    }

    Result run() {
        if (skipped) {
            return new Result(Verdict.SKIPPED, "");
        }
        try {
            String text = new TemplateRenderer(templates, options)
                    .render(MAIN, context)
                    .text();
            if (refused != null) {
                return new Result(Verdict.NOT_REFUSED, text);
            }
            if (output == null) {
                return new Result(Verdict.MISSING_ERROR, text);
            }
            return new Result(text.equals(output) ? Verdict.PASSED : Verdict.WRONG_TEXT, text);
        } catch (TemplateException e) {
            Problem problem = e.problems().get(0);
            return new Result(
                    verdict(e, problem), e.errorClass() + " in line " + problem.line() + ": " + problem.message());
        }
    }

    private Verdict verdict(TemplateException failure, Problem problem) {
        String failed = failure.errorClass();
        if (refused != null) {
            boolean isRefusal = failed.equals("Unsupported") || failed.equals("Limit");
            return isRefusal && problem.message().contains(refused) ? Verdict.PASSED : Verdict.NOT_REFUSED;
        }
        if (error == null) {
            return Verdict.UNEXPECTED_ERROR;
        }
        if (!failed.equals(error)) {
            return Verdict.WRONG_ERROR_CLASS;
        }
        if (!problem.message().contains(message)) {
            return Verdict.WRONG_MESSAGE;
        }
        boolean isThere = problem.file().equals("templates/" + template) && problem.line() == line;
        return line == 0 || isThere ? Verdict.PASSED : Verdict.WRONG_LINE;
    }

    String expected() {
        if (refused != null) {
            return "a refusal: " + refused;
        }
        return error == null ? String.valueOf(output) : error + " in line " + line + ": " + message;
    }
}
