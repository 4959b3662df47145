package io.github.dbdsc.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The resources that the Bicep compiler predicts for a variant of the parameters. They are read from the files that
 * {@link BicepCompilerIT} holds to the compiler, so no compiler is needed. A value that is known only once resources are
 * there is an expression: {@code [reference('<id>', '<version>').clientId]}.
 *
 * @param variant the name of its parameter file
 * @param snapshot as the compiler writes it
 */
record PredictedResources(String variant, JsonNode snapshot) {

    static final Path FOLDER = Path.of("src", "test", "bicep", "variants");

    /** For {@code @MethodSource}: a test of what holds for each variant. */
    static final String EVERY_VARIANT = "io.github.dbdsc.infra.PredictedResources#variants";

    private static final String SUFFIX = ".snapshot.json";
    private static final Pattern REFERENCE = Pattern.compile("reference\\('([^']+)', ");

    /**
     * A resource.
     *
     * @param json as the compiler writes it
     */
    record Resource(JsonNode json) {

        String id() {
            return json.path("id").asText();
        }

        String type() {
            return json.path("type").asText();
        }

        /** With the names of those that it is part of: {@code account/default/container}. */
        String name() {
            return json.path("name").asText();
        }

        JsonNode properties() {
            return json.path("properties");
        }

        /** The id of the resource that it says something of, for a role assignment and its like. */
        String scope() {
            return id().substring(0, id().lastIndexOf("/providers/"));
        }
    }

    static List<PredictedResources> variants() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(PredictedResources::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PredictedResources read(Path file) {
        try {
            return new PredictedResources(
                    file.getFileName().toString().replace(SUFFIX, ""), new JsonMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Resource> all() {
        return StreamSupport.stream(snapshot.path("predictedResources").spliterator(), false)
                .map(Resource::new);
    }

    List<Resource> of(String type) {
        return all().filter(resource -> resource.type().equals(type)).toList();
    }

    /** The resource of that type, of which there is one. */
    Resource only(String type) {
        List<Resource> resources = of(type);
        if (resources.size() != 1) {
            throw new AssertionError(variant + " has " + resources.size() + " resources of type " + type);
        }
        return resources.get(0);
    }

    /** The resource of that type and name. */
    Resource named(String type, String name) {
        return of(type).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(variant + " has no " + type + " " + name));
    }

    /** What the deployment tells by that name. */
    String output(String name) {
        return snapshot.path("outputs").path(name).asText();
    }

    /** Whether the parameter file has a parameter that begins so: {@code prune = 'on'}. */
    boolean isGiven(String parameter) {
        try {
            return Files.readAllLines(FOLDER.resolve(variant + ".bicepparam")).stream()
                    .anyMatch(line -> line.startsWith("param " + parameter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of the function app by name. */
    JsonNode settings() {
        return only("Microsoft.Web/sites/config").properties();
    }

    /** The id of the resource that an expression asks something of; empty where it asks nothing of any. */
    static String referred(String expression) {
        Matcher reference = REFERENCE.matcher(expression);
        return reference.find() ? reference.group(1) : "";
    }

    @Override
    public String toString() {
        return variant;
    }
}
