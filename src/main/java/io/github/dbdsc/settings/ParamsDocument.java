package io.github.dbdsc.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the original program's {@code params.json}, which has settings by their names in lower case. A part {@code targets}
 * has the settings of each target below its name.
 */
public final class ParamsDocument {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, String> settings = new HashMap<>();

    private ParamsDocument() {}

    /**
     * Returns the settings by their names in upper case, those of a target with its name behind two underscores.
     *
     * @throws IllegalArgumentException saying what is wrong, to follow the document's name; the document is not quoted,
     *     because it holds secrets
     */
    public static Map<String, String> parse(String json) {
        JsonNode params = tree(json);
        if (!params.isObject()) {
            throw new IllegalArgumentException("is not a JSON object; write the settings between { and }");
        }
        ParamsDocument document = new ParamsDocument();
        params.properties().forEach(field -> {
            if (name(field.getKey()).equals(Targets.SETTING) && field.getValue().isObject()) {
                document.targets(field.getKey(), field.getValue());
            } else {
                document.put(name(field.getKey()), field.getKey(), field.getValue());
            }
        });
        return Map.copyOf(document.settings);
    }

    private void targets(String part, JsonNode targets) {
        List<String> names = new ArrayList<>();
        targets.properties().forEach(target -> {
            String place = part + "." + target.getKey();
            if (!target.getValue().isObject()) {
                throw new IllegalArgumentException(
                        "has no object in \"" + place + "\"; write the target's settings between { and }");
            }
            names.add(target.getKey());
            target.getValue()
                    .properties()
                    .forEach(field -> put(
                            TargetScope.suffixed(name(field.getKey()), target.getKey()),
                            place + "." + field.getKey(),
                            field.getValue()));
        });
        put(Targets.SETTING, part, MAPPER.getNodeFactory().textNode(String.join(",", names)));
    }

    /** Returns a setting's name in upper case, but for the name of a target at its end. */
    private static String name(String written) {
        int end = written.indexOf("__");
        String plain = end <= 0 ? "" : written.substring(0, end).toUpperCase(Locale.ROOT);
        return SettingNames.isSetting(plain) ? plain + written.substring(end) : written.toUpperCase(Locale.ROOT);
    }

    private void put(String name, String place, JsonNode value) {
        if (!value.isValueNode()) {
            throw new IllegalArgumentException("has more than a plain value in \"" + place + "\"");
        }
        if (settings.put(name, value.asText("")) != null) {
            throw new IllegalArgumentException("has \"" + place + "\" twice, written in two ways; keep one");
        }
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
