package io.github.dbdsc.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Breaks JSON where it hurts: other types, missing and repeated fields, depth, numbers without end. */
public final class BrokenJson {

    private static final JsonMapper JSON = new JsonMapper();

    /** Values as they stand in a text, some of them no JSON at all. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "2",
            "1.5",
            "-0",
            "1e999",
            "-1e999",
            "1e-999999999",
            "1E2147483648",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-99999999999999999999999999",
            "NaN",
            "Infinity",
            "01",
            "+1",
            ".5",
            "''",
            "' '",
            "'0'",
            "'x'",
            "'true'",
            "'\\u0000'",
            "'\\ud800'",
            "'\\udfff\\ud800'",
            "'\\uFEFF'",
            "'../../x'",
            "'2026-13-45T99:99:99Z'",
            "'+999999999-12-31T23:59:59Z'",
            "'{{ job.name }}'",
            "'{% if'",
            "'{{ 1/0 }}'",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "{'':''}",
            "{'$template':1}",
            "[1,[2,[3,{'a':[]}]]]",
            "undefined");

    private BrokenJson() {}

    /** The JSON text with one to four changes, of which some make it no JSON any more. */
    public static String of(String sample, RandomGenerator random) {
        try {
            JsonNode tree = JSON.readTree(sample);
            if (!tree.isContainerNode() || random.nextInt(4) == 0) {
                return Broken.text(sample, random);
            }
            List<String> raw = new ArrayList<>();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                change(tree, raw, random);
            }
            String text = JSON.writeValueAsString(tree);
            for (int i = 0; i < raw.size(); i++) {
                text = text.replace("\"" + placeholder(i) + "\"", raw.get(i));
            }
            return random.nextInt(6) == 0 ? withRepeatedField(text, random) : text;
        } catch (JsonProcessingException e) {
            return Broken.text(sample, random);
        }
    }

    /** Where a value stands that Jackson would not write. */
    private static String placeholder(int index) {
        return "raw-value-" + index + "-";
    }

    private static String withRepeatedField(String text, RandomGenerator random) {
        List<Integer> starts = new ArrayList<>();
        for (int at = text.indexOf("{\""); at >= 0; at = text.indexOf("{\"", at + 1)) {
            starts.add(at);
        }
        if (starts.isEmpty()) {
            return text;
        }
        int start = starts.get(random.nextInt(starts.size()));
        int end = text.indexOf('"', start + 2);
        String name = end < 0 ? "\"\"" : text.substring(start + 1, end + 1);
        return text.substring(0, start + 1) + name + ":" + value(random) + "," + text.substring(start + 1);
    }

    private static void change(JsonNode tree, List<String> raw, RandomGenerator random) {
        List<JsonNode> containers = containers(tree);
        JsonNode container = containers.get(random.nextInt(containers.size()));
        JsonNode other = containers.get(random.nextInt(containers.size())).deepCopy();
        JsonNode value = random.nextInt(5) == 0 ? other : placed(value(random), raw);
        if (container instanceof ArrayNode list) {
            int at = random.nextInt(list.size() + 1);
            if (random.nextInt(3) == 0 && at < list.size()) {
                list.remove(at);
            } else if (random.nextBoolean() && at < list.size()) {
                list.set(at, value);
            } else {
                list.insert(at, value);
            }
        } else if (container instanceof ObjectNode object) {
            changeObject(object, value, random);
        }
    }

    private static void changeObject(ObjectNode object, JsonNode value, RandomGenerator random) {
        List<String> names = object.properties().stream().map(Map.Entry::getKey).toList();
        String name = names.isEmpty() ? "a" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(Broken.oddity(random), value);
            case 2 -> {
                JsonNode moved = object.remove(name);
                object.set(Broken.text(name, random), moved == null ? value : moved);
            }
            default -> object.set(name, value);
        }
    }

    private static JsonNode placed(String value, List<String> raw) {
        raw.add(value);
        return JsonNodeFactory.instance.textNode(placeholder(raw.size() - 1));
    }

    private static String value(RandomGenerator random) {
        return switch (random.nextInt(12)) {
            case 0 -> nested(random.nextInt(2) == 0 ? random.nextInt(1, 50) : random.nextInt(900, 5_000), random);
            case 1 -> "9".repeat(random.nextInt(900, 1_200));
            case 2 -> text(Broken.oddity(random));
            default -> VALUES.get(random.nextInt(VALUES.size())).replace('\'', '"');
        };
    }

    private static String text(String value) {
        return JsonNodeFactory.instance.textNode(value).toString();
    }

    private static String nested(int depth, RandomGenerator random) {
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private static List<JsonNode> containers(JsonNode node) {
        List<JsonNode> containers = new ArrayList<>();
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> containers.addAll(containers(child)));
        }
        return containers;
    }
}
