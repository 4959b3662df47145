package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.JsonText.Place;
import io.github.dbdsc.definition.schema.SettingsProblem;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a policy finds in a job's settings, as problems of its definition. A value has a place there if the definition has the
 * same value under the same path or, once, under the same name; else the problem names the line of the template.
 *
 * @param given the paths of what the policy's defaults and the target's mode gave
 * @param legacy whether the definition has the single-task form
 */
record PolicyProblems(JobDefinition definition, Map<String, Giver> given, boolean legacy) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /**
     * Returns problems of the definition.
     *
     * @param printedAt returns the line of the template that printed the value at these steps; {@code ""} when that is not
     *     known
     */
    List<Problem> of(List<SettingsProblem> found, ObjectNode settings, Function<List<String>, String> printedAt) {
        if (found.isEmpty()) {
            return List.of();
        }
        JsonNode values = MAPPER.valueToTree(definition.values());
        List<Problem> problems = new ArrayList<>();
        for (SettingsProblem problem : found) {
            List<String> steps = legacy ? LegacySettings.stepsBefore(problem.steps()) : problem.steps();
            Optional<Giver> giver = giver(problem.path());
            Optional<Place> place =
                    giver.isPresent() ? Optional.empty() : place(values, steps, at(settings, problem.steps()));
            String printed = giver.isPresent() || place.isPresent() || steps.isEmpty() ? "" : printedAt.apply(steps);
            String where = giver.map(PolicyProblems::origin)
                    .orElse(printed.isEmpty() ? "" : " (the value is printed by " + printed + ")");
            problems.add(new Problem(
                    problem.severity(),
                    definition.key().path(),
                    place.map(Place::line).orElse(0),
                    place.map(Place::column).orElse(0),
                    "settings: " + (problem.path().isEmpty() ? "the job: " : "") + problem.sentence() + where));
        }
        return problems;
    }

    private static String origin(Giver giver) {
        return switch (giver) {
            case POLICY -> " (the value is a default of policy.json)";
            case MODE -> " (the value comes from the target's mode, development)";
        };
    }

    /** Returns the end of a message about settings that others have given, or given a part of; {@code ""} for all else. */
    String ofOthers(SettingsProblem problem) {
        return paths(problem, Giver.POLICY, " (the defaults of policy.json set ")
                + paths(problem, Giver.MODE, " (the target's mode, development, sets ");
    }

    private String paths(SettingsProblem problem, Giver giver, String before) {
        List<String> defaults = given.entrySet().stream()
                .filter(path -> path.getValue() == giver)
                .map(Map.Entry::getKey)
                .filter(path -> isAtOrBelow(path, problem.path()) || isAtOrBelow(problem.path(), path))
                .limit(3)
                .toList();
        return defaults.isEmpty() || problem.path().isEmpty() ? "" : before + String.join(", ", defaults) + ")";
    }

    private Optional<Giver> giver(String path) {
        return given.entrySet().stream()
                .filter(other -> isAtOrBelow(path, other.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isAtOrBelow(String path, String top) {
        return path.equals(top) || path.startsWith(top + ".") || path.startsWith(top + "[");
    }

    private Optional<Place> place(JsonNode values, List<String> steps, JsonNode value) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        JsonNode same = at(values, steps);
        if (!same.isMissingNode() && (same.equals(value) || same.asText().equals(value.asText()))) {
            return Optional.of(definition.text().placeOf(steps));
        }
        List<List<String>> named = new ArrayList<>();
        findNamed(values, List.of(), steps.get(steps.size() - 1), value, named);
        return named.size() == 1 ? Optional.of(definition.text().placeOf(named.get(0))) : Optional.empty();
    }

    private static void findNamed(
            JsonNode node, List<String> steps, String name, JsonNode value, List<List<String>> found) {
        node.properties().forEach(field -> {
            List<String> inside = and(steps, field.getKey());
            if (field.getKey().equals(name)
                    && field.getValue().isValueNode()
                    && value.isValueNode()
                    && field.getValue().asText().equals(value.asText())) {
                found.add(inside);
            }
            findNamed(field.getValue(), inside, name, value, found);
        });
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            findNamed(node.get(i), and(steps, Integer.toString(i)), name, value, found);
        }
    }

    private static List<String> and(List<String> steps, String step) {
        List<String> more = new ArrayList<>(steps);
        more.add(step);
        return more;
    }

    private static JsonNode at(JsonNode tree, List<String> steps) {
        JsonNode node = tree;
        for (String step : steps) {
            node = node.isArray() && step.matches("\\d{1,6}") ? node.path(Integer.parseInt(step)) : node.path(step);
        }
        return node;
    }
}
