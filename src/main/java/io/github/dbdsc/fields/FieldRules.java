package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.FieldRule.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules of {@code job-fields.json}, to be found by the place that they are about: most fields have none. */
final class FieldRules {

    /** By the first step of their fields. */
    private final Map<FieldRule.Scope, Map<String, List<FieldRule>>> rules = new EnumMap<>(FieldRule.Scope.class);

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException when one has a kind or an object that does not exist
     */
    FieldRules(JsonNode json) {
        for (JsonNode entry : json) {
            FieldRule rule = rule(entry);
            rules.computeIfAbsent(rule.where(), scope -> new HashMap<>())
                    .computeIfAbsent(firstStep(rule.field()), step -> new ArrayList<>())
                    .add(rule);
        }
    }

    private static FieldRule rule(JsonNode rule) {
        List<JsonNode> values = new ArrayList<>();
        rule.path("values").forEach(values::add);
        return new FieldRule(
                FieldRule.Scope.valueOf(rule.path("where").asText().toUpperCase(Locale.ROOT)),
                rule.path("field").asText(),
                kind(rule.path("kind").asText()),
                values,
                rule.path("other").textValue(),
                rule.path("with").textValue(),
                rule.path("job").textValue(),
                rule.path("unit").textValue(),
                rule.path("reason").asText());
    }

    private static Kind kind(String name) {
        return Kind.valueOf(name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    /** Returns the rules about objects of a type; rules are about jobs, tasks and clusters only. */
    List<FieldRule> of(Shape.Type type) {
        FieldRule.Scope scope = FieldRule.Scope.of(type);
        return scope == null
                ? List.of()
                : rules.getOrDefault(scope, Map.of()).values().stream()
                        .flatMap(List::stream)
                        .toList();
    }

    /** Returns the rules about what is below the first step to a place, apart from their conditions. */
    List<FieldRule> near(Place place) {
        return rules.getOrDefault(place.scope(), Map.of()).getOrDefault(firstStep(place.field()), List.of());
    }

    /** Reports whether a rule of this kind covers the place. */
    boolean has(Kind kind, Place place) {
        return reason(place, rule -> rule.kind() == kind).isPresent();
    }

    /** Returns the reason of the first rule that covers the place and meets the condition. */
    Optional<String> reason(Place place, Predicate<FieldRule> applies) {
        for (FieldRule rule : near(place)) {
            if (rule.covers(place) && applies.test(rule)) {
                return Optional.of(rule.reason());
            }
        }
        return Optional.empty();
    }

    private static String firstStep(String field) {
        for (int end = 0; end < field.length(); end++) {
            char c = field.charAt(end);
            if (c == '.' || c == '[') {
                return field.substring(0, end);
            }
        }
        return field;
    }
}
