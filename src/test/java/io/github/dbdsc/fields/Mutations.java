package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.fields.Mutation.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lists single changes to settings: every field gets another value, an empty one, or goes away; every field that is not
 * there comes; lists get, lose and swap elements.
 */
public final class Mutations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Have calls of their own. */
    private static final String PERMISSIONS = "access_control_list";

    private final JobFields fields;
    private final List<Mutation> found = new ArrayList<>();

    private Mutations(JobFields fields) {
        this.fields = fields;
    }

    /** Returns all changes to these settings. */
    public static List<Mutation> of(ObjectNode settings, JobFields fields) {
        Mutations mutations = new Mutations(fields);
        mutations.object(new At("job", "", List.of()), fields.settings(), settings, Set.of(PERMISSIONS));
        return mutations.found;
    }

    /** Where the walk is. */
    private record At(String scope, String field, List<Object> steps) {

        At child(String name, @Nullable Shape shape) {
            return entered(shape, field.isEmpty() ? name : field + "." + name, plus(name));
        }

        At element(int index, Shape shape) {
            return entered(shape, field + "[]", plus(index));
        }

        private At entered(@Nullable Shape shape, String inside, List<Object> more) {
            FieldRule.Scope other = FieldRule.Scope.of(shape);
            return other == null
                    ? new At(scope, inside, more)
                    : new At(other.name().toLowerCase(Locale.ROOT), "", more);
        }

        /** Returns the field itself, also where its value is an object of another kind. */
        Spot spot(String name, Shape.@Nullable Type type, @Nullable Shape shape) {
            String key = shape instanceof Shape.ListOf list && list.keys().size() == 1
                    ? list.keys().get(0)
                    : "";
            return new Spot(
                    scope,
                    field.isEmpty() ? name : field + "." + name,
                    key,
                    type == null ? "" : type.name() + "." + name);
        }

        private List<Object> plus(Object step) {
            List<Object> more = new ArrayList<>(steps);
            more.add(step);
            return more;
        }
    }

    private void add(Spot spot, String what, List<Object> steps, Consumer<JsonNode> edit) {
        found.add(new Mutation(spot, what, steps, edit));
    }

    private void set(At at, Spot spot, String name, String what, JsonNode value) {
        add(spot, what, at.steps(), object -> ((ObjectNode) object).set(name, value.deepCopy()));
    }

    private void object(At at, Shape.Type type, JsonNode object, Set<String> but) {
        new TreeMap<>(type.fields()).forEach((name, shape) -> {
            if (!but.contains(name)) {
                field(at, at.spot(name, type, shape), name, shape, object.path(name));
            }
        });
        Spot unknown = at.spot("not_in_schema", null, null);
        set(at, unknown, "not_in_schema", "set", BooleanNode.TRUE);
        set(at, unknown, "not_in_schema", "empty", JSON.objectNode());
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (type.field(field.getKey()) == null) {
                gone(at, at.spot(field.getKey(), null, null), field.getKey());
                set(at, at.spot(field.getKey(), null, null), field.getKey(), "changed", TextNode.valueOf("other"));
            }
        }
    }

    private void gone(At at, Spot spot, String name) {
        add(spot, Mutation.GONE, at.steps(), object -> ((ObjectNode) object).remove(name));
    }

    private void field(At at, Spot spot, String name, Shape shape, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            set(at, spot, name, Mutation.NULL, NullNode.getInstance());
            set(at, spot, name, "set", SampleSettings.value(fields, shape, name, 0));
            set(at, spot, name, "empty", empty(shape));
            return;
        }
        gone(at, spot, name);
        set(at, spot, name, Mutation.NULL, NullNode.getInstance());
        set(at, spot, name, "empty", empty(shape));
        At inside = at.child(name, shape);
        if (shape instanceof Shape.Type type && value.isObject()) {
            object(inside, type, value, Set.of());
        } else if (shape instanceof Shape.ListOf list && value.isArray()) {
            list(inside, spot, list, value);
        } else if (shape instanceof Shape.StringMap && value.isObject()) {
            map(inside, value);
        } else {
            scalar(at, spot, name, shape, value);
        }
    }

    private void scalar(At at, Spot spot, String name, Shape shape, JsonNode value) {
        for (int number = 0; number < 10; number++) {
            JsonNode other = SampleSettings.value(fields, shape, name, number);
            if (!other.equals(value) && (number < 2 || shape instanceof Shape.Words)) {
                set(at, spot, name, "changed", other);
            }
        }
        if (value.isTextual()) {
            set(
                    at,
                    spot,
                    name,
                    "in upper case",
                    TextNode.valueOf(value.textValue().toUpperCase(Locale.ROOT)));
            set(at, spot, name, "with a blank", TextNode.valueOf(value.textValue() + " "));
            set(at, spot, name, "below /Workspace", TextNode.valueOf("/Workspace/" + value.textValue()));
        } else if (value.isNumber()) {
            set(at, spot, name, "as text", TextNode.valueOf(value.asText()));
            set(at, spot, name, "minus one", JSON.numberNode(-1));
            set(at, spot, name, "one", JSON.numberNode(1));
        }
    }

    private static JsonNode empty(Shape shape) {
        if (shape instanceof Shape.Scalar scalar) {
            return switch (scalar.kind()) {
                case "string" -> TextNode.valueOf("");
                case "boolean" -> BooleanNode.FALSE;
                default -> JSON.numberNode(0);
            };
        }
        if (shape instanceof Shape.ListOf) {
            return JSON.arrayNode();
        }
        return shape instanceof Shape.Words ? TextNode.valueOf("") : JSON.objectNode();
    }

    private void map(At at, JsonNode map) {
        if (!map.isObject()) {
            return;
        }
        Spot more = at.spot("new entry", null, null);
        set(at, more, "new", "set", TextNode.valueOf("x"));
        set(at, more, "new", "empty", TextNode.valueOf(""));
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String name = entry.getKey();
            Spot spot = at.spot(name, null, null);
            gone(at, spot, name);
            set(at, spot, name, "empty", TextNode.valueOf(""));
            set(at, spot, name, "changed", TextNode.valueOf("other"));
            add(spot, "another name", at.steps(), object -> {
                ((ObjectNode) object).remove(name);
                ((ObjectNode) object).set(name.toUpperCase(Locale.ROOT), entry.getValue());
            });
        }
    }

    private void list(At at, Spot spot, Shape.ListOf shape, JsonNode list) {
        add(spot, "one more", at.steps(), node -> ((ArrayNode) node)
                .add(SampleSettings.value(fields, shape.element(), "more", 7)));
        for (int index = 0; index < list.size(); index++) {
            int here = index;
            add(spot, "one less", at.steps(), node -> ((ArrayNode) node).remove(here));
            add(spot, "one twice", at.steps(), node -> ((ArrayNode) node).add(node.get(here)));
            if (index > 0) {
                add(spot, Mutation.ORDER, at.steps(), node -> ((ArrayNode) node)
                        .insert(0, ((ArrayNode) node).remove(here)));
            }
            element(at, spot, shape.element(), list.get(index), index);
        }
    }

    private void element(At at, Spot spot, Shape shape, JsonNode element, int index) {
        if (shape instanceof Shape.Type type && element.isObject()) {
            object(at.element(index, shape), type, element, Set.of());
        } else {
            add(spot, "another element", at.steps(), node -> ((ArrayNode) node)
                    .set(index, SampleSettings.value(fields, shape, "another", 5)));
            add(spot, "an empty element", at.steps(), node -> ((ArrayNode) node).set(index, empty(shape)));
        }
    }
}
