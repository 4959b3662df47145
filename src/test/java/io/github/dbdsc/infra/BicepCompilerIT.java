package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the Bicep compiler says of {@code infra/}. The resources that it predicts are kept beside the parameter files in
 * {@code src/test/bicep/variants}; {@code mvn verify -Dit.test=BicepCompilerIT -Dupdate=true} writes them anew.
 */
class BicepCompilerIT {

    private static final JsonMapper JSON = new JsonMapper();

    private static @Nullable BicepCompiler running;

    private BicepCompiler compiler;

    /** Before each test, since a class that is skipped as a whole is not counted. */
    @BeforeEach
    void start() throws IOException {
        if (running == null) {
            running = BicepCompiler.start(Map.of());
        }
        compiler = running;
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void nothing_gives_the_compiler_cause_to_complain() throws IOException {
        assertThat(files(Bicep.FOLDER)).hasSizeGreaterThan(10).allSatisfy(file -> assertThat(compiler.diagnostics(file))
                .as(file.toString())
                .isEmpty());
    }

    @Test
    void every_file_has_the_form_that_the_compiler_gives_it() throws IOException {
        assertThat(files(Bicep.FOLDER)).allSatisfy(file -> assertThat(file).hasContent(compiler.formatted(file)));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void the_resources_are_those_that_are_kept(Path parameters) throws IOException {
        Path file = Path.of(parameters.toString().replace(".bicepparam", ".snapshot.json"));
        String snapshot = compiler.snapshot(parameters);
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, snapshot.strip() + "\n");
        }
        JsonNode predicted = JSON.readTree(snapshot);
        JsonNode kept = JSON.readTree(Files.readString(file));

        assertThat(predicted.path("diagnostics")).isEmpty();
        assertThat(predicted.path("outputs")).isEqualTo(kept.path("outputs"));
        Map<String, JsonNode> before = resources(kept);
        Map<String, JsonNode> now = resources(predicted);
        assertThat(now.keySet()).isEqualTo(before.keySet());
        assertThat(now.keySet())
                .as("resources that differ")
                .filteredOn(id -> !Objects.equals(now.get(id), before.get(id)))
                .isEmpty();
    }

    private static Map<String, JsonNode> resources(JsonNode snapshot) {
        Map<String, JsonNode> resources = new TreeMap<>();
        snapshot.path("predictedResources")
                .forEach(resource -> resources.put(resource.path("id").asText(), resource));
        return resources;
    }

    static List<Path> variants() throws IOException {
        return files(PredictedResources.FOLDER);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.bicep(param)?"))
                    .sorted()
                    .toList();
        }
    }
}
