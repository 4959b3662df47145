package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.HiddenSecrets;
import io.github.dbdsc.model.Problem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Collects problems in the order in which they are found. */
final class SettingsProblems {

    private static final int LONGEST_VALUE = 40;

    private final List<SettingsProblem> problems = new ArrayList<>();

    void error(SettingsPath path, String message) {
        problems.add(new SettingsProblem(Severity.ERROR, path.text(), path.steps(), message));
    }

    void warning(SettingsPath path, String message) {
        problems.add(new SettingsProblem(Severity.WARNING, path.text(), path.steps(), message));
    }

    /** Records that a value is not what is expected; the hint ends the message. */
    void wrongValue(SettingsPath path, String expected, JsonNode value, String hint) {
        error(path, "must be " + expected + ", but is " + shown(path, value) + hint);
    }

    /** Names a value. Never shows what lists and objects hold: it may be long, or secret. */
    static String shown(SettingsPath path, JsonNode value) {
        if (value.isObject()) {
            return "an object";
        }
        if (value.isArray()) {
            return "a list";
        }
        String text = value.asText();
        if (value.isTextual()
                && HiddenSecrets.kindOf(HiddenSecrets.nameIn(path.text()), text).isPresent()) {
            return "a text that looks like a secret";
        }
        String cut = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
        return value.isTextual() ? '"' + cut + '"' : cut;
    }

    List<SettingsProblem> toList() {
        return List.copyOf(problems);
    }
}
