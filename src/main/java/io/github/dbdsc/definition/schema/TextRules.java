package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What texts may hold. JSON can write half of a character, as in {@code "\\ud800"}, which no request can carry: UTF-8 has
 * no form for it.
 */
final class TextRules {

    private static final String HALF = "holds half of a character (a surrogate without its partner, such as \\ud800),"
            + " which can't be sent; write the whole character, or remove it";

    private static final List<String> NAMES = List.of("task_key", "job_cluster_key", "environment_key", "name");

    private TextRules() {}

    static void check(SettingsPart job, SettingsProblems problems) {
        check(job.path(), job.node(), problems);
    }

    private static void check(SettingsPath path, JsonNode value, SettingsProblems problems) {
        if (value.isTextual() && hasHalfCharacter(value.textValue())) {
            problems.error(path, HALF);
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            SettingsPath inside = path.field(field.getKey());
            if (hasHalfCharacter(field.getKey())) {
                problems.error(inside, HALF);
            }
            check(inside, field.getValue(), problems);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(path.element(i, value.get(i), NAMES), value.get(i), problems);
            }
        }
    }

    private static boolean hasHalfCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!isPair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
