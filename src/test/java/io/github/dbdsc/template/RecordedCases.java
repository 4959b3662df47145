package io.github.dbdsc.template;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes templates and what Python's Jinja2 made of them as cases that {@link ConformanceCase} reads. */
final class RecordedCases {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ArrayNode cases = JSON.createArrayNode();

    void add(String id, String main, Map<String, String> templates, PythonJinja2.Answer answer) {
        ObjectNode each = cases.addObject().put("id", id).put("source", templates.get(main));
        ObjectNode others = each.putObject("templates");
        templates.forEach((name, source) -> {
            if (!name.equals(main)) {
                others.put(name, source);
            }
        });
        each.put("context", "random");
        ObjectNode expected = each.putObject("expected");
        if (answer.error() == null) {
            expected.put("output", answer.output());
            return;
        }
        expected.put("error", answer.error());
        if (answer.isOfSyntax()) {
            expected.put("message", answer.message());
            expected.put("template", answer.template().equals(main) ? ConformanceCase.MAIN : answer.template());
            expected.put("line", answer.line());
        }
    }

    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder("{\"contexts\": {\"random\": ")
                .append(JSON.writeValueAsString(RandomTemplate.CONTEXT))
                .append("},\n\"cases\": [\n");
        for (int i = 0; i < cases.size(); i++) {
            text.append(JSON.writeValueAsString(cases.get(i))).append(i < cases.size() - 1 ? ",\n" : "\n");
        }
        Files.writeString(file, text.append("]}\n"));
    }
}
