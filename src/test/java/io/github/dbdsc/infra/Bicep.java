package io.github.dbdsc.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** All Bicep files, read with the grammar that the build installs from npm; the Bicep compiler is not needed. */
final class Bicep {

    static final Path FOLDER = Path.of("infra");
    private static final Path READER = Path.of("src", "test", "bicep");

    private static @Nullable Map<String, BicepFile> files;

    private Bicep() {}

    /** Every file by its path below {@code infra/}. */
    static synchronized Map<String, BicepFile> files() {
        if (files == null) {
            files = read();
        }
        return files;
    }

    /** The file of that path below {@code infra/}. */
    static BicepFile file(String path) {
        BicepFile file = files().get(path);
        if (file == null) {
            throw new IllegalArgumentException("there is no infra/" + path);
        }
        return file;
    }

    private static Map<String, BicepFile> read() {
        if (!Files.isDirectory(READER.resolve("node_modules"))) {
            throw new IllegalStateException(
                    "the Bicep grammar is not installed in " + READER + ": run mvn verify, it installs it");
        }
        try {
            Process process = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String json = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, BicepFile> read = new LinkedHashMap<>();
            for (JsonNode file : new JsonMapper().readTree(json)) {
                String path = FOLDER.relativize(Path.of(file.path("path").asText()))
                        .toString()
                        .replace('\\', '/');
                read.put(path, new BicepFile(path, file));
            }
            return Map.copyOf(read);
        } catch (IOException e) {
            throw new UncheckedIOException("the Bicep files could not be read: is node installed?", e);
        }
    }

    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>(
                List.of("node", READER.resolve("print-bicep.mjs").toString()));
        try (Stream<Path> paths = Files.walk(FOLDER)) {
            paths.map(Path::toString)
                    .filter(path -> path.endsWith(".bicep") || path.endsWith(".bicepparam"))
                    .sorted()
                    .forEach(command::add);
        }
        return command;
    }

    /** The texts of an array of strings. */
    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** An expression that is no literal, as it is written; empty for a literal. */
    static String source(JsonNode value) {
        return value.path("$text").asText();
    }
}
