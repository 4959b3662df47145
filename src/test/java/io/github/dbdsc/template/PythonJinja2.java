package io.github.dbdsc.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks Python's Jinja2 what it makes of templates; needs a Python that has it. */
final class PythonJinja2 implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path SCRIPT = Path.of("src/test/java/io/github/dbdsc/template/answer_cases.py");

    private final Process process;
    private final Writer questions;
    private final BufferedReader answers;

    /**
     * What became of a template.
     *
     * @param output the text it printed; null when it raised
     * @param error the class of the exception it raised; null when it printed
     * @param template in which the exception was raised
     */
    record Answer(@Nullable String output, @Nullable String error, String message, String template, int line) {

        /** Whether the template can't be compiled. */
        boolean isOfSyntax() {
            return "TemplateSyntaxError".equals(error) || "TemplateAssertionError".equals(error);
        }
    }

    /** @param command the Python to start */
    PythonJinja2(String command) throws IOException {
        process = new ProcessBuilder(command, SCRIPT.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    Answer ask(String template, Map<String, String> templates, Map<String, Object> context) throws IOException {
        send(template, templates, context);
        return answer();
    }

    /**
     * Asks without waiting; {@link #answer} must follow.
     *
     * @param template the one to render
     */
    void send(String template, Map<String, String> templates, Map<String, Object> context) throws IOException {
        questions.write(JSON.writeValueAsString(Map.of("main", template, "templates", templates, "context", context)));
        questions.write('\n');
        questions.flush();
    }

    /** The answer to what was sent last. */
    Answer answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("Python ended; is Jinja2 installed there?");
        }
        JsonNode answer = JSON.readTree(line);
        return new Answer(
                answer.hasNonNull("output") ? answer.get("output").asText() : null,
                answer.hasNonNull("error") ? answer.get("error").asText() : null,
                answer.path("message").asText(),
                answer.path("template").asText(),
                answer.path("line").asInt());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
