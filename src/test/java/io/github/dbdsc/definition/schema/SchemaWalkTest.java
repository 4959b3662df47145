package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.Problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Reads the resource of the schema by itself, visits every field of every type, and tries what it takes and refuses. */
class SchemaWalkTest {

    private static final JsonNode SCHEMA = schema();

    /** A value to try in a field, what it becomes, and whether it is refused. */
    private record Trial(JsonNode given, JsonNode typed, boolean refused) {}

    private static JsonNode schema() {
        try (InputStream resource = JobFields.class.getResourceAsStream("job-schema.json")) {
            return new JsonMapper().readTree(Objects.requireNonNull(resource));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the kinds of a type's fields by name. */
    private static Map<String, String> fieldsOf(String type) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : SCHEMA.path("types").path(type).asText().split(" ", -1)) {
            fields.put(field.replaceAll(":.*", ""), field.replaceAll(".*:", ""));
        }
        return fields;
    }

    /** Returns each type with one path to it: the fields from the top, those of lists followed by {@code []}. */
    private static Map<String, List<String>> ways() {
        Map<String, List<String>> ways = new LinkedHashMap<>(Map.of("JobSettings", List.of()));
        Deque<String> open = new ArrayDeque<>(ways.keySet());
        while (!open.isEmpty()) {
            String type = open.remove();
            fieldsOf(type).forEach((field, notation) -> {
                String target = notation.replaceAll("\\[.*", "");
                if (SCHEMA.path("types").has(target) && !ways.containsKey(target)) {
                    List<String> way = new ArrayList<>(ways.get(type));
                    way.add(field + (notation.equals(target) ? "" : "[]"));
                    ways.put(target, way);
                    open.add(target);
                }
            });
        }
        return ways;
    }

    @Test
    void every_type_can_be_reached() {
        assertThat(ways().keySet())
                .containsExactlyInAnyOrderElementsOf(SCHEMA.path("types").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList())
                .hasSizeGreaterThan(80);
    }

    @TestFactory
    Stream<DynamicTest> every_field_takes_and_refuses_what_its_kind_says() {
        return ways().entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> fieldsOf(way.getKey())
                        .forEach((field, kind) -> trials(kind).forEach(trial -> holds(way.getValue(), field, trial)))));
    }

    @TestFactory
    Stream<DynamicTest> every_object_keeps_a_field_that_nobody_knows() {
        return ways().entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    ObjectNode settings = nested(way.getValue(), "zzzzzzzz", value("{'a':null}"));
                    SettingsProblems problems = new SettingsProblems();

                    assertThat(read(settings, problems)).isEqualTo(settings);
                    assertThat(problems.toList()).singleElement().satisfies(problem -> {
                        assertThat(problem.severity()).isEqualTo(Severity.WARNING);
                        assertThat(problem.path()).isEqualTo(path(way.getValue(), "zzzzzzzz"));
                    });
                }));
    }

    private static ObjectNode read(ObjectNode settings, SettingsProblems problems) {
        return FieldTypes.current().settings().readFields(settings, SettingsPath.ROOT, problems);
    }

    private static void holds(List<String> way, String field, Trial trial) {
        SettingsProblems problems = new SettingsProblems();
        ObjectNode typed = read(nested(way, field, trial.given), problems);

        assertThat(typed).as("%s given %s", path(way, field), trial.given).isEqualTo(nested(way, field, trial.typed));
        if (trial.refused) {
            assertThat(problems.toList())
                    .as("%s given %s", path(way, field), trial.given)
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.isError()).isTrue();
                        assertThat(problem.path()).startsWith(path(way, field));
                    });
        } else {
            assertThat(problems.toList())
                    .as("%s given %s", path(way, field), trial.given)
                    .isEmpty();
        }
    }

    private static ObjectNode nested(List<String> way, String field, JsonNode value) {
        ObjectNode object = SettingsJson.object("{}");
        if (!value.isMissingNode()) {
            object.set(field, value);
        }
        for (int i = way.size() - 1; i >= 0; i--) {
            String step = way.get(i);
            ObjectNode outer = object.objectNode();
            if (step.endsWith("[]")) {
                outer.putArray(step.substring(0, step.length() - 2)).add(object);
            } else {
                outer.set(step, object);
            }
            object = outer;
        }
        return object;
    }

    private static String path(List<String> way, String field) {
        return (String.join(".", way) + "." + field).replace("[]", "[0]").replaceFirst("^\\.", "");
    }

    private static List<Trial> trials(String notation) {
        List<Trial> trials = new ArrayList<>();
        trials.add(new Trial(value("null"), value("{}").path("absent"), false));
        if (notation.endsWith("]")) {
            for (Trial element : trials(notation.substring(0, notation.indexOf('[')))) {
                boolean isNull = element.given.isNull();
                trials.add(new Trial(
                        list(element.given), list(isNull ? element.given : element.typed), isNull || element.refused));
            }
            takes(trials, "[]", "[]");
            refuses(trials, "{}", "'x'", "1", "true");
            return trials;
        }
        switch (notation) {
            case "string" -> {
                takes(trials, "'x'", "'x'", "5", "'5'", "true", "'true'", "''", "''");
                refuses(trials, "{}", "[]");
            }
            case "integer" -> {
                takes(trials, "7", "7", "'7'", "7", "7.0", "7", "'-9223372036854775808'", "-9223372036854775808");
                refuses(trials, "'x'", "''", "1.5", "true", "{}", "[]");
            }
            case "number" -> {
                takes(trials, "0.5", "0.5", "'0.5'", "0.5", "7", "7");
                refuses(trials, "'x'", "''", "true", "{}", "[]");
            }
            case "boolean" -> {
                takes(trials, "true", "true", "'true'", "true", "'false'", "false");
                refuses(trials, "'x'", "''", "1", "{}", "[]");
            }
            case "map" -> {
                takes(trials, "{'k':1,'l':'x','m':false,'n':null}", "{'k':'1','l':'x','m':'false'}", "{}", "{}");
                refuses(trials, "'x'", "1", "[]", "{'k':[]}");
            }
            default -> addNamed(trials, notation);
        }
        return trials;
    }

    private static void addNamed(List<Trial> trials, String name) {
        JsonNode words = SCHEMA.path("enums").path(name);
        if (words.isMissingNode()) {
            takes(trials, "{}", "{}");
            refuses(trials, "'x'", "1", "true", "[]");
            return;
        }
        boolean anyCase = SCHEMA.path("anyCase").asText().contains(name);
        for (String word : words.asText().split(" ", -1)) {
            String other = word.toLowerCase(Locale.ROOT);
            takes(trials, quoted(word), quoted(word));
            if (anyCase) {
                takes(trials, quoted(other), quoted(word));
            } else {
                refuses(trials, quoted(other));
            }
        }
        refuses(trials, "'NO SUCH WORD'", "''", "1", "{}", "[]");
    }

    private static String quoted(String word) {
        return '"' + word + '"';
    }

    private static JsonNode list(JsonNode element) {
        return SettingsJson.object("{}").putArray("list").add(element);
    }

    private static void takes(List<Trial> trials, String... givenAndTyped) {
        for (int i = 0; i < givenAndTyped.length; i += 2) {
            trials.add(new Trial(value(givenAndTyped[i]), value(givenAndTyped[i + 1]), false));
        }
    }

    private static void refuses(List<Trial> trials, String... given) {
        Stream.of(given).map(SettingsJson::value).forEach(value -> trials.add(new Trial(value, value, true)));
    }
}
