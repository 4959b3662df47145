package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.DidYouMean;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a field of the settings may hold. */
sealed interface FieldType
        permits ScalarType,
                FieldType.EnumType,
                FieldType.StringMapType,
                FieldType.ListType,
                FieldType.ObjectType,
                FieldType.ObjectReference {

    /**
     * Converts a value to this type. A value that can't be converted is recorded as a problem and returned as it is.
     *
     * @return a node of its own: it shares nothing with the given one that can be changed
     */
    JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems);

    /** Returns what is expected, for messages: {@code an integer}. */
    String expected();

    /** Records that a value is not of this type, and returns a copy of it. */
    default JsonNode refuse(JsonNode value, SettingsPath path, SettingsProblems problems) {
        problems.wrongValue(path, expected(), value, "");
        return value.deepCopy();
    }

    /**
     * One of several words.
     *
     * @param anyCase whether the service takes them in any case; the value then gets the case that the schema has
     */
    record EnumType(List<String> words, boolean anyCase) implements FieldType {

        public EnumType {
            words = List.copyOf(words);
        }

        @Override
        public JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems) {
            if (!value.isTextual()) {
                return refuse(value, path, problems);
            }
            String text = value.textValue();
            Optional<String> known = words.stream()
                    .filter(word -> anyCase ? word.equalsIgnoreCase(text) : word.equals(text))
                    .findFirst();
            if (known.isPresent()) {
                return TextNode.valueOf(known.get());
            }
            problems.wrongValue(path, expected(), value, DidYouMean.ending(text, words));
            return value;
        }

        @Override
        public String expected() {
            return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
        }
    }

    /** An object whose names are the user's own and whose values are strings: tags, Spark configuration, parameters. */
    record StringMapType() implements FieldType {

        @Override
        public JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems) {
            if (!(value instanceof ObjectNode map)) {
                return refuse(value, path, problems);
            }
            ObjectNode strings = map.objectNode();
            for (Map.Entry<String, JsonNode> entry : map.properties()) {
                if (!entry.getValue().isNull()) {
                    SettingsPath place = path.field(entry.getKey());
                    strings.set(entry.getKey(), ScalarType.STRING.read(entry.getValue(), place, problems));
                }
            }
            return strings;
        }

        @Override
        public String expected() {
            return "an object with strings as values";
        }
    }

    /**
     * A list whose elements are all of one type.
     *
     * @param keys the fields that may name an element; none when elements are known by their position
     */
    record ListType(FieldType element, List<String> keys) implements FieldType {

        public ListType {
            keys = List.copyOf(keys);
        }

        @Override
        public JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems) {
            if (!(value instanceof ArrayNode list)) {
                return refuse(value, path, problems);
            }
            ArrayNode typed = list.arrayNode();
            for (int index = 0; index < list.size(); index++) {
                JsonNode given = list.get(index);
                typed.add(element.read(given, path.element(index, given, keys), problems));
            }
            return typed;
        }

        @Override
        public String expected() {
            return "a list";
        }
    }

    /** An object of the Jobs API. */
    record ObjectType(Map<String, FieldType> fields) implements FieldType {

        /** What people write, and the field that they mean though its name is not close: the job would lack it. */
        private static final Map<String, String> OFTEN_WRITTEN = Map.of("cluster_id", "existing_cluster_id");

        public ObjectType {
            fields = Map.copyOf(fields);
        }

        @Override
        public JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems) {
            return value instanceof ObjectNode object
                    ? readFields(object, path, problems)
                    : refuse(value, path, problems);
        }

        /** Returns a copy with every field in its type. A null counts as absent; an unknown field is kept. */
        ObjectNode readFields(ObjectNode object, SettingsPath path, SettingsProblems problems) {
            ObjectNode typed = object.objectNode();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                if (!entry.getValue().isNull()) {
                    String name = entry.getKey();
                    typed.set(name, readField(name, entry.getValue(), path.field(name), problems));
                }
            }
            return typed;
        }

        private JsonNode readField(String name, JsonNode value, SettingsPath path, SettingsProblems problems) {
            FieldType type = fields.get(name);
            if (type != null) {
                return type.read(value, path, problems);
            }
            String meant = OFTEN_WRITTEN.getOrDefault(name, "");
            if (fields.containsKey(meant)) {
                problems.error(path, "is not a field of the Jobs API" + DidYouMean.ending(meant, fields.keySet()));
            } else {
                problems.warning(
                        path,
                        "is not a field of the Jobs API and is sent as it is"
                                + DidYouMean.ending(name, fields.keySet()));
            }
            return value.deepCopy();
        }

        @Override
        public String expected() {
            return "an object";
        }
    }

    /** An object type by its name: types may contain each other (a for-each task contains a task), and most are never needed. */
    record ObjectReference(String name, FieldTypes types) implements FieldType {

        @Override
        public JsonNode read(JsonNode value, SettingsPath path, SettingsProblems problems) {
            return types.type(name).read(value, path, problems);
        }

        @Override
        public String expected() {
            return types.type(name).expected();
        }
    }
}
