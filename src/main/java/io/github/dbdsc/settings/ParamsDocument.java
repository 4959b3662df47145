package io.github.dbdsc.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads the original program's {@code params.json}, which has settings by their names in lower case. */
public final class ParamsDocument {

    private static final JsonMapper MAPPER = new JsonMapper();

    private ParamsDocument() {}

    /**
     * Returns the settings by their names in upper case.
     *
     * @throws IllegalArgumentException saying what is wrong, to follow the document's name; the document is not quoted,
     *     because it holds secrets
     */
    public static Map<String, String> parse(String json) {
        JsonNode params = tree(json);
        if (!params.isObject()) {
            throw new IllegalArgumentException("is not a JSON object; write the settings between { and }");
        }
        Map<String, String> settings = new HashMap<>();
        params.properties().forEach(field -> {
            if (!field.getValue().isValueNode()) {
                throw new IllegalArgumentException("has more than a plain value in \"" + field.getKey() + "\"");
            }
            String name = field.getKey().toUpperCase(Locale.ROOT);
            if (settings.put(name, field.getValue().asText("")) != null) {
                throw new IllegalArgumentException(
                        "has \"" + field.getKey() + "\" twice, in capitals and without; keep one");
            }
        });
        return Map.copyOf(settings);
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new IllegalArgumentException("is not JSON" + place + "; correct it there");
        }
    }
}
