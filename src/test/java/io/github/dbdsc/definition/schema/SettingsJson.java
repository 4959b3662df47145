package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Settings for tests, written with single quotes, and the problems in them. */
final class SettingsJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private SettingsJson() {}

    static JsonNode value(String json) {
        try {
            return MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ObjectNode object(String json) {
        return (ObjectNode) value(json);
    }

    /** Returns a job with the given tasks. */
    static String job(String... tasks) {
        return "{'name':'A','tasks':[" + String.join(",", tasks) + "]}";
    }

    /** Returns a notebook task with more fields. */
    static String task(String key, String... fields) {
        return "{'task_key':'" + key + "','notebook_task':{'notebook_path':'/x'}"
                + List.of(fields).stream().map(field -> "," + field).collect(Collectors.joining()) + "}";
    }

    /** Returns as many elements, each with its number in place of {@code #}. */
    static String repeat(int count, String element) {
        return IntStream.range(0, count)
                .mapToObj(i -> element.replace("#", Integer.toString(i)))
                .collect(Collectors.joining(","));
    }

    /** Returns the problems, each as {@code SEVERITY path: message}. */
    static List<String> problems(String json) {
        return CheckedSettings.of(object(json), false).problems().stream()
                .map(problem -> problem.severity() + " " + problem.sentence())
                .toList();
    }
}
