package io.github.dbdsc.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The original program's {@code params.json}: settings in lower case. */
final class ParamsFile {

    private static final JsonMapper MAPPER = new JsonMapper();

    private ParamsFile() {}

    /**
     * The settings in the file, by their names in upper case.
     *
     * @throws UsageException when the file is not there or is not an object of plain values; its content is not quoted,
     *     since it holds secrets
     */
    static Map<String, String> read(Path file) {
        JsonNode params = parse(file);
        if (!params.isObject()) {
            throw new UsageException(file + " is not a JSON object; write the settings between { and }");
        }
        Map<String, String> settings = new HashMap<>();
        params.properties().forEach(field -> {
            if (!field.getValue().isValueNode()) {
                throw new UsageException(file + ": \"" + field.getKey() + "\" must be a plain value");
            }
            settings.put(
                    field.getKey().toUpperCase(Locale.ROOT), field.getValue().asText(""));
        });
        return settings;
    }

    private static JsonNode parse(Path file) {
        try {
            return MAPPER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file + "; name one with --params");
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new UsageException(file + " is not JSON" + place + "; correct it there");
        } catch (IOException e) {
            throw new UsageException(file + " can't be read (" + e.getClass().getSimpleName()
                    + "); check that it is a file you may read");
        }
    }
}
