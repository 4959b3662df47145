package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;

/** Looks for texts in settings that look like secrets: by their form, and by the name of their field. */
public final class HiddenSecrets {

    private HiddenSecrets() {}

    /** Returns what kind of secret a text in a field of this name looks like: {@code a password}; empty when none. */
    public static Optional<String> kindOf(String name, String value) {
        Optional<String> form = SecretForm.kindIn(value);
        if (form.isPresent()) {
            return form;
        }
        Optional<String> named = NamedSecrets.kindIn(value);
        boolean isNextOption = name.startsWith("-") && value.startsWith("-");
        return named.isPresent() || isNextOption ? named : SecretName.kindOf(name, value);
    }

    /** Returns a text, a line of a file for example, with every secret in it replaced by {@link SecretForm#HIDDEN}. */
    public static String hiddenIn(String text) {
        return NamedSecrets.hiddenIn(SecretForm.hiddenIn(text));
    }

    /**
     * Returns the name by which an object calls the value in one of its fields: a parameter has it in a field of its own.
     */
    public static String nameOf(ObjectNode object, String field) {
        if (!field.equals("default") && !field.equals("value")) {
            return field;
        }
        String name = object.path("name").asText(object.path("key").asText());
        return name.isEmpty() ? field : name;
    }

    /** Returns the name that an argument gives the next one: {@code --token}; {@code ""} when it gives none. */
    public static String nameOfNext(JsonNode argument) {
        String text = argument.isTextual() ? argument.textValue() : "";
        return text.startsWith("-") && text.indexOf('=') < 0 ? text : "";
    }

    /** Returns the name of the field at the end of a path, as plans write it. */
    public static String nameIn(String path) {
        String name = lastStep(path);
        if (name.equals("default") || name.equals("value")) {
            String above =
                    lastStep(path.substring(0, path.length() - name.length()).replaceAll("\\.$", ""));
            return above.isEmpty() ? name : above;
        }
        return name;
    }

    private static String lastStep(String path) {
        if (path.endsWith("]")) {
            String step = path.substring(path.lastIndexOf('[') + 1, path.length() - 1);
            return step.startsWith("\"") && step.endsWith("\"") && step.length() > 1
                    ? step.substring(1, step.length() - 1)
                    : step;
        }
        return path.substring(Math.max(path.lastIndexOf('.'), path.lastIndexOf(']')) + 1);
    }

    /**
     * Returns a value without the secrets in it: the same node where there is none.
     *
     * @param name of the field that holds the value; {@code ""} when it has none
     */
    public static JsonNode in(JsonNode value, String name) {
        if (value instanceof ObjectNode object) {
            ObjectNode shown = object.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                shown.set(field.getKey(), in(field.getValue(), nameOf(object, field.getKey())));
            }
            return shown.equals(object) ? object : shown;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode shown = list.arrayNode();
            String argument = "";
            for (JsonNode element : list) {
                shown.add(in(element, argument));
                argument = nameOfNext(element);
            }
            return shown.equals(list) ? list : shown;
        }
        return value.isTextual() ? TextNode.valueOf(in(value.textValue(), name)) : value;
    }

    private static String in(String text, String name) {
        return kindOf(name, text).isPresent() ? SecretForm.HIDDEN : text;
    }
}
