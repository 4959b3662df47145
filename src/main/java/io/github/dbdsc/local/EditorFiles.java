package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.definition.DefinitionSchema;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.editor.SettingsSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files that tell an editor what definitions may hold. */
final class EditorFiles {

    /** Where the schemas are, in a folder with definitions. */
    static final String SCHEMAS = "schemas/";

    static final String DEFINITION = SCHEMAS + "definition.schema.json";
    static final String SETTINGS = SCHEMAS + "settings.schema.json";

    private EditorFiles() {}

    /** Returns the schemas of a folder, by their paths in it. */
    static Map<String, JsonNode> schemas(Snapshot snapshot) {
        return new TreeMap<>(Map.of(
                DEFINITION, DefinitionSchema.of(snapshot),
                SETTINGS, SettingsSchemas.document()));
    }

    /**
     * Writes the schemas, over those that are there: they are made, and nobody's own.
     *
     * @throws UsageException when they can't be written
     */
    static List<Path> writeSchemas(Path folder, Snapshot snapshot) {
        return schemas(snapshot).entrySet().stream()
                .map(schema ->
                        write(folder.resolve(schema.getKey()), schema.getValue().toPrettyString() + "\n"))
                .toList();
    }

    /**
     * Writes a file that is not there yet.
     *
     * @throws UsageException when it is there, or can't be written
     */
    static void create(Path file, String text) {
        write(file, text, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    private static Path write(Path file, String text, OpenOption... options) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text, options);
        } catch (IOException e) {
            throw new UsageException("the file " + file + " can't be written: " + FileFault.of(e));
        }
    }
}
