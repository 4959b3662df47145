package io.github.dbdsc.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service that fills in, leaves out and spells otherwise at random, each job always in the same way. From answer to
 * answer only that changes which may: the order of lists whose order does not count, what an operator sets, and whether a
 * listing has {@code run_as}.
 */
public final class RandomService {

    /** Shows settings as they were sent. */
    public static final RandomService PLAIN = new RandomService(0, 0);

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JobFields FIELDS = JobFields.builtIn();
    private static final List<String> OPERATORS = List.of("schedule", "trigger", "continuous");

    private final long seed;
    private final double rate;

    private RandomService(long seed, double rate) {
        this.seed = seed;
        this.rate = rate;
    }

    /** Returns a service of its own kind for each seed; some do much, some little. */
    public static RandomService with(long seed) {
        return new RandomService(seed, 0.04 / (1 << Math.floorMod(seed, 7)));
    }

    /**
     * Returns what the service shows of a job.
     *
     * @param stored what was sent
     * @param number of the answer; 0 is what is read back after a write
     */
    public ObjectNode answer(ObjectNode stored, long job, int number) {
        ObjectNode shown = stored.deepCopy();
        if (rate > 0) {
            new OneJob(new Random(seed).nextLong() + job).object("", FIELDS.settings(), shown);
            Random moods = new Random(seed * 31 + job * 17 + number);
            shuffle(FIELDS.ofSettings(shown), shown, moods);
            operate(stored, shown, moods);
            if (number > 0 && moods.nextInt(4) == 0) {
                shown.remove("run_as");
            }
        }
        return shown;
    }

    /** An operator pauses and resumes where the definition has such a block and leaves that open. */
    private static void operate(ObjectNode stored, ObjectNode shown, Random moods) {
        for (String block : OPERATORS) {
            boolean isOpen =
                    stored.path(block).isObject() && !stored.path(block).has("pause_status");
            if (isOpen && shown.path(block) instanceof ObjectNode open) {
                open.put("pause_status", moods.nextBoolean() ? "PAUSED" : "UNPAUSED");
            }
        }
    }

    private static void shuffle(Place place, JsonNode node, Random moods) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> shuffle(place.child(field.getKey(), field.getValue()), field.getValue(), moods));
        } else if (node instanceof ArrayNode list) {
            list.forEach(element -> shuffle(place.element("", element), element, moods));
            if (place.elementKey() != null || FIELDS.isUnordered(place)) {
                List<JsonNode> elements = new ArrayList<>();
                list.forEach(elements::add);
                Collections.shuffle(elements, moods);
                list.removeAll().addAll(elements);
            }
        }
    }

    /** How one job is shown. */
    private final class OneJob {

        private final long job;

        OneJob(long job) {
            this.job = job;
        }

        /** Returns a number that is the same for the same field of the job, and below the rate in as many cases. */
        private Random at(String path, String what) {
            return new Random((path + what).hashCode() * 1_000_003L ^ job * 0x5DEECE66DL);
        }

        private boolean happens(String path, String what) {
            Random random = at(path, what);
            random.nextLong();
            return random.nextDouble() < rate;
        }

        private void object(String path, Shape.@Nullable Type type, ObjectNode object) {
            for (String name : names(object)) {
                String inside = path + "." + name;
                Shape shape = type == null ? null : type.field(name);
                if (isName(inside)) {
                    below(inside, shape, object.path(name));
                } else if (happens(inside, "left out")) {
                    object.remove(name);
                } else if (happens(inside, "spelled otherwise")) {
                    object.set(name, otherwise(object.path(name), shape, name));
                } else {
                    below(inside, shape, object.path(name));
                }
            }
            if (type != null) {
                fillIn(path, type, object);
            }
            if (happens(path, "not in the schema")) {
                object.set("future", unknown(at(path, "future").nextInt(6)));
            }
        }

        private void fillIn(String path, Shape.Type type, ObjectNode object) {
            new TreeMap<>(type.fields()).forEach((name, shape) -> {
                if (!object.has(name)
                        && !name.equals("access_control_list")
                        && happens(path + "." + name, "filled in")) {
                    object.set(name, SampleSettings.value(FIELDS, shape, name, 4));
                }
            });
        }

        private static List<String> names(ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            return names;
        }

        /** Our own tags, and what names an element, come back. */
        private static boolean isName(String path) {
            return path.equals(".tags")
                    || path.startsWith(".tags.dsc-")
                    || path.equals(".name")
                    || path.endsWith("_key")
                    || path.endsWith("tasks");
        }

        private void below(String path, @Nullable Shape shape, JsonNode value) {
            if (value instanceof ObjectNode object) {
                if (shape instanceof Shape.StringMap) {
                    entries(path, object);
                } else {
                    object(path, shape instanceof Shape.Type type ? type : null, object);
                }
            } else if (value instanceof ArrayNode list && shape instanceof Shape.ListOf known) {
                elements(path, known, list);
            }
        }

        private void entries(String path, ObjectNode map) {
            object(path, null, map);
            if (happens(path, "one more")) {
                map.put("injected", "by the service");
            }
        }

        private void elements(String path, Shape.ListOf shape, ArrayNode list) {
            for (int i = list.size() - 1; i >= 0; i--) {
                String inside = path + "[" + i + "]";
                if (happens(inside, "left out")) {
                    list.remove(i);
                } else if (list.get(i).isTextual() && happens(inside, "spelled otherwise")) {
                    list.set(i, otherwise(list.get(i), shape.element(), "x"));
                } else {
                    below(inside, shape.element(), list.get(i));
                }
            }
            if (happens(path, "one more")) {
                list.add(SampleSettings.value(FIELDS, shape.element(), "injected", 9));
            }
            if (happens(path, "one twice") && !list.isEmpty()) {
                list.add(list.get(0).deepCopy());
            }
        }

        private JsonNode otherwise(JsonNode value, @Nullable Shape shape, String name) {
            if (value.isTextual()) {
                String text = value.textValue();
                return TextNode.valueOf(text.isEmpty() ? "-" : text.toUpperCase(Locale.ROOT) + "'");
            }
            return shape == null ? unknown(1) : SampleSettings.value(FIELDS, shape, name, 6);
        }

        private static JsonNode unknown(int number) {
            return switch (number) {
                case 0 -> NullNode.getInstance();
                case 1 -> JSON.objectNode();
                case 2 -> JSON.arrayNode().add("b").add("a");
                case 3 -> JSON.numberNode(0.1);
                case 4 ->
                    JSON.objectNode()
                            .put("level", 3)
                            .set("more", JSON.objectNode().put("x", false));
                default -> TextNode.valueOf("");
            };
        }
    }
}
