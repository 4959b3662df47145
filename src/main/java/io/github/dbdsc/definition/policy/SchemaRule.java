package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.networknt.schema.ValidationMessage;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a schema in words.
 *
 * @param sentence what a value must be, to be read after its path. Shows numbers of the job and no texts, which may be secret
 * @param named the keyword with its value: {@code maximum 10}
 */
record SchemaRule(String sentence, String named) {

    private static final int LONGEST = 120;

    static SchemaRule of(ValidationMessage violation) {
        String keyword = violation.getType();
        JsonNode value = violation.getSchemaNode() == null ? MissingNode.getInstance() : violation.getSchemaNode();
        JsonNode actual = violation.getInstanceNode();
        String property = violation.getProperty();
        String has = actual != null && (actual.isNumber() || actual.isBoolean()) ? ", but is " + actual : "";
        String size = actual != null && actual.isContainerNode() ? ", but has " + actual.size() : "";
        String shown = shown(value);
        String sentence =
                switch (keyword) {
                    case "required" -> "lacks " + shown(property);
                    case "type" -> "must be of type " + shown + has;
                    case "enum" -> "must be one of " + shown + has;
                    case "const" -> "must be " + shown + has;
                    case "maximum" -> "must be at most " + shown + has;
                    case "exclusiveMaximum" -> "must be less than " + shown + has;
                    case "minimum" -> "must be at least " + shown + has;
                    case "exclusiveMinimum" -> "must be more than " + shown + has;
                    case "multipleOf" -> "must be a multiple of " + shown + has;
                    case "minLength" -> "must have at least " + shown + " characters";
                    case "maxLength" -> "must have at most " + shown + " characters";
                    case "pattern" -> "must match the pattern " + shown;
                    case "format" -> "must be of the format " + shown;
                    case "minItems" -> "must have at least " + shown + " elements" + size;
                    case "maxItems" -> "must have at most " + shown + " elements" + size;
                    case "uniqueItems" -> "must not have the same element twice";
                    case "contains", "minContains" -> "lacks an element that the rule asks for";
                    case "maxContains" -> "must have at most " + shown + " of the elements that the rule names";
                    case "minProperties" -> "must have at least " + shown + " fields" + size;
                    case "maxProperties" -> "must have at most " + shown + " fields" + size;
                    case "additionalProperties", "unevaluatedProperties" -> "must not have " + shown(property);
                    case "additionalItems", "unevaluatedItems", "items" -> "must not have that element";
                    case "propertyNames" -> "has a field that must not be called so: " + shown(property);
                    case "dependentRequired", "dependencies" ->
                        "lacks " + shown(property) + ", which goes with its other fields";
                    case "not" -> "must not be as the rule describes";
                    case "false" -> "must not be there";
                    default -> "breaks the rule";
                };
        boolean isObject = value.isObject()
                || value.isMissingNode()
                || Set.of("required", "false").contains(keyword);
        return new SchemaRule(sentence, isObject ? keyword : keyword + " " + shown);
    }

    /** Returns the rule of an anyOf or oneOf, for all that is inside. */
    static SchemaRule branch(JsonNode schema, List<String> evaluated) {
        String keyword = evaluated.get(evaluated.size() - 1);
        int count = walked(schema, evaluated).size();
        return new SchemaRule(
                "must be as " + (keyword.equals("oneOf") ? "exactly one" : "at least one") + " of " + count
                        + " alternatives describes",
                keyword);
    }

    /** Returns how many steps into the instance an evaluation path leads. */
    static int depthOfInstance(List<String> evaluated) {
        int depth = 0;
        for (int i = 0; i < evaluated.size(); i++) {
            switch (evaluated.get(i)) {
                case "properties", "patternProperties" -> {
                    depth++;
                    i++;
                }
                case "prefixItems" -> {
                    depth++;
                    i++;
                }
                case "items", "additionalProperties", "contains", "unevaluatedProperties", "unevaluatedItems" ->
                    depth++;
                case "$defs", "dependentSchemas", "allOf" -> i++;
                default -> {}
            }
        }
        return depth;
    }

    /** Returns the description nearest to a rule: its schema's own, or that of a schema around it. */
    static String description(JsonNode schema, List<String> evaluated) {
        String nearest = schema.path("description").asText("");
        JsonNode node = schema;
        for (String step : evaluated) {
            node = step(schema, node, step);
            String own = node.path("description").asText("");
            boolean isText = node.path("description").isTextual();
            nearest = isText && !own.isBlank() ? own : nearest;
        }
        return VisibleText.of(nearest.strip().replaceAll("\\s+", " "));
    }

    private static JsonNode walked(JsonNode schema, List<String> evaluated) {
        JsonNode node = schema;
        for (String step : evaluated) {
            node = step(schema, node, step);
        }
        return node;
    }

    private static JsonNode step(JsonNode schema, JsonNode node, String step) {
        JsonNode inside = node.isArray() && step.matches("\\d+") ? node.path(Integer.parseInt(step)) : node.path(step);
        boolean isReference = (step.equals("$ref") || step.equals("$dynamicRef")) && inside.isTextual();
        return isReference ? target(schema, inside.textValue()) : inside;
    }

    /** Returns what a reference within a schema refers to; nothing where that is not there. */
    static JsonNode target(JsonNode schema, String reference) {
        try {
            return schema.at(reference.substring(1).replace("%24", "$").replace("%25", "%"));
        } catch (IllegalArgumentException e) {
            return MissingNode.getInstance();
        }
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) {
            List<String> words = new ArrayList<>();
            value.forEach(word -> words.add(word.isValueNode() ? word.asText() : word.toString()));
            return cut(String.join(", ", words));
        }
        return cut(value.isValueNode() ? value.asText() : value.toString());
    }

    private static String shown(@Nullable String name) {
        return name == null ? "a field" : cut(name);
    }

    private static String cut(String text) {
        return VisibleText.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }
}
