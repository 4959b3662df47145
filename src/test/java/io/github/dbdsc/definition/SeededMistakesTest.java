package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.editor.SettingsSchemas;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the definitions of the examples and the golden cases against the schemas that their templates give. */
class SeededMistakesTest {

    private static final long SEED = 20261201;
    private static final int MISTAKES = 300;

    /** A folder whose definitions render without an error and without a name that counts as empty. */
    private record Right(Path folder, SchemaOf schema, Map<JobKey, ObjectNode> definitions) {}

    private static Snapshot snapshot(Path folder) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (Snapshot.isSource(path)) {
                    files.add(new SourceFile(path, "1", Files.readAllBytes(file)));
                }
            }
        }
        return Snapshot.of(files);
    }

    private static List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(Path.of("examples")));
        try (Stream<Path> cases = Files.list(Path.of("src/test/resources/golden"))) {
            cases.map(golden -> golden.resolve("container"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .forEach(folders::add);
        }
        return folders;
    }

    private static final Map<Path, Right> KNOWN = new TreeMap<>();

    private static Right right(Path folder) throws IOException {
        Right known = KNOWN.get(folder);
        if (known == null) {
            known = read(folder);
            KNOWN.put(folder, known);
        }
        return known;
    }

    private static Right read(Path folder) throws IOException {
        Snapshot snapshot = snapshot(folder);
        DesiredState desired = DesiredStateReader.read(snapshot, new RenderCache(Strictness.of(false, true)));
        Map<JobKey, ObjectNode> definitions = new TreeMap<>();
        desired.jobs().forEach(job -> {
            SourceFile file = Objects.requireNonNull(snapshot.definitions().get(job.key()));
            try {
                definitions.put(
                        job.key(),
                        DefinitionParser.object(
                                file.path(), DefinitionParser.text(file), false, new ArrayList<Problem>()));
            } catch (DefinitionException e) {
                throw new AssertionError(e);
            }
        });
        return new Right(folder, SchemaOf.folder(snapshot), definitions);
    }

    @Test
    void every_definition_that_renders_without_a_complaint_is_valid() throws IOException {
        int count = 0;
        for (Path folder : folders()) {
            Right right = right(folder);
            for (Map.Entry<JobKey, ObjectNode> definition : right.definitions().entrySet()) {
                count++;
                assertThat(right.schema().mistakes(definition.getValue()))
                        .as(folder + " " + definition.getKey())
                        .isEmpty();
            }
        }
        assertThat(count).isGreaterThan(100);
    }

    /** A value inside a definition that is to be broken. */
    private record Spot(ObjectNode owner, String pointer, String name) {}

    private static List<Spot> spots(JsonNode node, String pointer) {
        List<Spot> spots = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (!name.startsWith("$") && !name.equals("parameters") && !name.equals("description")) {
                    spots.add(new Spot(object, pointer + "/" + name, name));
                    spots.addAll(spots(object.get(name), pointer + "/" + name));
                }
            });
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                spots.addAll(spots(list.get(i), pointer + "/" + i));
            }
        }
        return spots;
    }

    @Test
    void mistakes_in_the_examples_are_found_where_they_are() throws IOException {
        Right right = right(Path.of("examples"));
        Random random = new Random(SEED);
        List<ObjectNode> definitions = List.copyOf(right.definitions().values());
        for (int i = 0; i < MISTAKES; i++) {
            ObjectNode definition = definitions.get(i % definitions.size()).deepCopy();
            List<Spot> spots = spots(definition, "");
            Spot spot = spots.get(random.nextInt(spots.size()));
            boolean optional = spot.name().equals("after") || spot.name().equals("node_type");
            String place = spot.pointer();
            switch (i % 3) {
                case 0 -> spot.owner().set(spot.name(), wrong(spot.owner().get(spot.name()), random));
                case 1 -> {
                    if (optional) {
                        continue;
                    }
                    spot.owner().remove(spot.name());
                }
                default -> {
                    String misspelt = misspelt(spot.name(), random);
                    spot.owner().set(misspelt, spot.owner().remove(spot.name()));
                    place = place.substring(0, place.lastIndexOf('/') + 1) + misspelt;
                }
            }
            assertThat(right.schema().mistakes(definition))
                    .as("seed " + SEED + ", mistake " + i + ": " + definition)
                    .contains(place);
        }
    }

    private static JsonNode wrong(JsonNode value, Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.isArray()) {
            return List.of(nodes.textNode("x"), nodes.numberNode(1), nodes.objectNode(), nodes.nullNode())
                    .get(random.nextInt(4));
        }
        if (value.isNumber()) {
            return List.of(nodes.textNode("many"), nodes.booleanNode(true), nodes.arrayNode(), nodes.numberNode(1.5))
                    .get(random.nextInt(4));
        }
        return List.of(nodes.arrayNode().add("x"), nodes.objectNode(), nodes.nullNode())
                .get(random.nextInt(3));
    }

    /** Leaves out, doubles, swaps or changes a letter. */
    private static String misspelt(String name, Random random) {
        int at = random.nextInt(name.length() - 1);
        String before = name.substring(0, at);
        String after = name.substring(at + 1);
        String misspelt =
                switch (random.nextInt(4)) {
                    case 0 -> before + after;
                    case 1 -> before + name.charAt(at) + name.charAt(at) + after;
                    case 2 -> before + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
                    default -> before + 'x' + after;
                };
        return misspelt.equals(name) ? name + "s" : misspelt;
    }

    /** Values that print: a list or null between quotes renders to something, too, and is a mistake all the same. */
    private static JsonNode other(JsonNode value, Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.isContainerNode()) {
            return value.isArray() ? nodes.arrayNode() : nodes.objectNode();
        }
        return List.of(
                        nodes.textNode("text"),
                        nodes.textNode(" 7 "),
                        nodes.textNode("ALL_DONE"),
                        nodes.textNode("true"),
                        nodes.numberNode(0),
                        nodes.numberNode(-3),
                        nodes.numberNode(2.0),
                        nodes.numberNode(1.5),
                        nodes.booleanNode(true),
                        nodes.textNode(""))
                .get(random.nextInt(10));
    }

    @Test
    void a_changed_definition_that_renders_without_a_complaint_is_valid() throws IOException {
        Random random = new Random(SEED);
        int fine = 0;
        List<Path> folders = folders();
        for (int i = 0; i < 400; i++) {
            Path folder = i % 2 == 0 ? folders.get(0) : folders.get(random.nextInt(folders.size()));
            Right right = right(folder);
            if (right.definitions().isEmpty()) {
                continue;
            }
            List<JobKey> keys = List.copyOf(right.definitions().keySet());
            JobKey key = keys.get(random.nextInt(keys.size()));
            ObjectNode definition =
                    Objects.requireNonNull(right.definitions().get(key)).deepCopy();
            List<Spot> spots = spots(definition, "");
            Spot spot = spots.get(random.nextInt(spots.size()));
            if (random.nextInt(4) == 0) {
                spot.owner().remove(spot.name());
            } else {
                spot.owner().set(spot.name(), other(spot.owner().get(spot.name()), random));
            }
            List<SourceFile> files = new ArrayList<>(snapshot(folder).files().values());
            files.add(SchemaOf.file(key.path(), definition.toString()));
            DesiredState desired =
                    DesiredStateReader.read(Snapshot.of(files), new RenderCache(Strictness.of(false, true)));
            if (desired.jobs().stream().anyMatch(job -> job.key().equals(key))) {
                fine++;
                assertThat(right.schema().mistakes(definition))
                        .as("seed " + SEED + ", change " + i + " of " + folder + ": " + definition)
                        .isEmpty();
            }
        }
        assertThat(fine).isGreaterThan(100);
    }

    @Test
    void settings_that_definitions_render_to_are_valid() throws IOException {
        SchemaOf settings = SchemaOf.document(SettingsSchemas.document());
        for (Path folder : folders()) {
            DesiredState desired = DesiredStateReader.read(snapshot(folder), new RenderCache(Strictness.LENIENT));
            desired.jobs().forEach(job -> assertThat(
                            settings.mistakes(asPrinted(job.settings().tree())))
                    .as(folder + " " + job.key())
                    .isEmpty());
        }
    }

    /** References are objects in the tree, and texts for people. */
    private static JsonNode asPrinted(ObjectNode tree) {
        try {
            return new JsonMapper().readTree(tree.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void mistakes_in_settings_are_found_where_they_are() throws JsonText.MalformedException {
        SchemaOf settings = SchemaOf.document(SettingsSchemas.document());

        assertThat(settings.mistakes("{\"name\": \"A\", \"max_concurrent_runs\": \"many\", \"tags\": [], \"tasks\":"
                        + " [{\"task_key\": \"a\", \"run_if\": \"NEVER\", \"new_cluster\": {\"num_workers\": {}}}]}"))
                .contains("/max_concurrent_runs", "/tags", "/tasks/0/new_cluster/num_workers", "/tasks/0/run_if");
        assertThat(settings.mistakes("{\"tasks\": {}}")).containsExactly("/name", "/tasks");
    }
}
