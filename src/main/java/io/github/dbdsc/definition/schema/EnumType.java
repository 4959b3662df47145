package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;

/**
 * One of some words.
 *
 * @param anyCase whether the service takes them in any case; the value then gets the case that the schema has
 */
record EnumType(List<String> values, boolean anyCase) implements FieldType {

    EnumType {
        values = List.copyOf(values);
    }

    @Override
    public JsonNode read(JsonNode value, SettingsPath path, FindingList findings) {
        if (!value.isTextual()) {
            return refuse(value, path, findings);
        }
        String text = value.textValue();
        Optional<String> known = values.stream()
                .filter(word -> anyCase ? word.equalsIgnoreCase(text) : word.equals(text))
                .findFirst();
        if (known.isPresent()) {
            return TextNode.valueOf(known.get());
        }
        findings.error(
                path, "must be " + expected() + ", but is " + ValueText.of(value) + DidYouMean.ending(text, values));
        return value;
    }

    @Override
    public String expected() {
        return values.size() == 1 ? values.get(0) : "one of " + String.join(", ", values);
    }
}
