package io.github.dbdsc.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.plan.FieldRule.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** The known ways in which the service shows settings differently from what it was given: {@code field-rules.json}. */
public final class FieldRules {

    private final Map<FieldRule.Scope, List<FieldRule>> byScope = new EnumMap<>(FieldRule.Scope.class);

    private FieldRules(List<FieldRule> rules) {
        for (FieldRule rule : rules) {
            byScope.computeIfAbsent(rule.where(), scope -> new ArrayList<>()).add(rule);
        }
    }

    /**
     * Parses rules.
     *
     * @throws IllegalArgumentException when the text is not a list of rules
     */
    public static FieldRules parse(String json) {
        try {
            List<FieldRule> rules = new ArrayList<>();
            new JsonMapper().readTree(json).forEach(rule -> rules.add(rule(rule)));
            return new FieldRules(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the field rules are not JSON", e);
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
                rule.path("reason").asText());
    }

    private static Kind kind(String name) {
        return Kind.valueOf(name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    /** Returns why a field that the definition leaves out may have this value, whatever the state holds. */
    Optional<String> explainsPresence(Place place, JsonNode value) {
        return first(place, rule -> switch (rule.kind()) {
            case DEFAULT -> rule.has(value);
            case SAME_AS -> FieldValues.same(place.object().path(Objects.requireNonNullElse(rule.other(), "")), value);
            case OPERATOR -> true;
            default -> false;
        });
    }

    /** Returns why a field that the definition leaves out can't be removed. */
    Optional<String> explainsKeeping(Place place) {
        return first(place, rule -> rule.kind() == Kind.KEPT);
    }

    /**
     * Returns why a field that the definition leaves out may have any value, where the state does not say what the
     * service filled in.
     */
    Optional<String> toleratesPresence(Place place) {
        return first(place, rule -> rule.kind() == Kind.FILLED_IN);
    }

    /**
     * Returns why a field that the definition sets may look like this; a missing node stands for one that is not shown.
     */
    Optional<String> explainsMismatch(Place place, JsonNode wanted, JsonNode actual) {
        return first(place, rule -> switch (rule.kind()) {
            case DEFAULT -> actual.isMissingNode() && rule.has(wanted);
            case NEVER_RETURNED -> actual.isMissingNode();
            case EQUIVALENT -> rule.has(wanted) && rule.has(actual);
            case WILDCARD -> rule.has(wanted);
            case PREFIX -> sameWithout(rule.values().get(0).asText(), wanted, actual);
            default -> false;
        });
    }

    private static boolean sameWithout(String prefix, JsonNode wanted, JsonNode actual) {
        return wanted.isTextual()
                && actual.isTextual()
                && without(prefix, wanted.asText()).equals(without(prefix, actual.asText()));
    }

    private static String without(String prefix, String text) {
        return text.startsWith(prefix + "/") ? text.substring(prefix.length()) : text;
    }

    private Optional<String> first(Place place, Predicate<FieldRule> applies) {
        for (FieldRule rule : byScope.getOrDefault(place.scope(), List.of())) {
            if (rule.covers(place.field(), place.object()) && applies.test(rule)) {
                return Optional.of(rule.reason());
            }
        }
        return Optional.empty();
    }
}
