package io.github.dbdsc.packaged;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shell step of one of the pipelines in {@code infra/examples}, as the file has it.
 *
 * @param script what bash runs
 * @param environment the variables that the step sets, with the expressions that the pipeline service replaces
 */
record ExampleStep(String script, Map<String, String> environment) {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([\\w.]+) }}|\\$\\(([\\w.]+)\\)");

    /**
     * Finds a step by its name, and by the job or stage that it is in.
     *
     * @throws IllegalArgumentException when there is not exactly one
     */
    static ExampleStep of(String file, String job, String name) throws IOException {
        JsonNode pipeline =
                new YAMLMapper().readTree(Path.of("infra", "examples", file).toFile());
        JsonNode part = pipeline.has("jobs") ? pipeline.at("/jobs/" + job) : stage(pipeline, job);
        List<JsonNode> found = new ArrayList<>();
        collect(part, name, found);
        if (found.size() != 1) {
            throw new IllegalArgumentException(file + " has " + found.size() + " steps '" + name + "' in " + job);
        }
        JsonNode step = found.get(0);
        Map<String, String> environment = new HashMap<>();
        step.path("env")
                .properties()
                .forEach(entry ->
                        environment.put(entry.getKey(), entry.getValue().asText()));
        String script = step.has("run")
                ? step.path("run").asText()
                : step.path("bash").asText(step.at("/inputs/inlineScript").asText());
        return new ExampleStep(script, environment);
    }

    private static JsonNode stage(JsonNode pipeline, String name) {
        for (JsonNode stage : pipeline.path("stages")) {
            if (stage.path("stage").asText().equals(name)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("there is no stage " + name);
    }

    private static void collect(JsonNode node, String name, List<JsonNode> found) {
        if (name.equals(node.path("name").asText())
                || name.equals(node.path("displayName").asText())) {
            found.add(node);
        }
        node.forEach(child -> collect(child, name, found));
    }

    /**
     * Runs the step.
     *
     * @param folder where it runs
     * @param variables what the service knows: environment variables, and values of expressions by name
     * @param shell how the service starts bash
     */
    PackagedCommand.Run run(Path folder, Map<String, String> variables, List<String> shell) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "step", ".sh"), script);
        List<String> command = new ArrayList<>(shell);
        command.add(file.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(variables);
        environment.forEach((name, value) -> builder.environment().put(name, replaced(value, variables)));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        Files.delete(file);
        return new PackagedCommand.Run(code, output);
    }

    private static String replaced(String value, Map<String, String> variables) {
        return EXPRESSION.matcher(value).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(Objects.requireNonNull(
                    variables.get(name), () -> "the pipeline asks for " + name + ", which nobody sets"));
        });
    }
}
