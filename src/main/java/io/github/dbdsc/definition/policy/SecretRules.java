package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.schema.SettingsProblem;
import io.github.dbdsc.fields.PathStep;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.Problem.Severity;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is told of settings that look like secrets.
 *
 * @param severity whether such a setting holds its job back
 * @param allowed the paths that may look so; {@code *} stands for any name
 */
record SecretRules(Severity severity, List<List<PathStep>> allowed) {

    static final SecretRules DEFAULT = new SecretRules(Severity.WARNING, List.of());

    private static final List<String> MEMBERS = List.of("level", "allow");
    private static final String ANY = "*";

    static SecretRules of(ObjectNode json) throws PolicyException {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw new PolicyException(
                        List.of("secrets", member.getKey()),
                        "\"" + VisibleText.of(member.getKey())
                                + "\" is no member of \"secrets\"; there are level and allow"
                                + DidYouMean.ending(member.getKey(), MEMBERS));
            }
        }
        return new SecretRules(level(json.path("level")), allowed(json.path("allow")));
    }

    private static Severity level(JsonNode level) throws PolicyException {
        if (level.isMissingNode() || level.asText().equals("warn")) {
            return Severity.WARNING;
        }
        if (level.asText().equals("error")) {
            return Severity.ERROR;
        }
        throw new PolicyException(List.of("secrets", "level"), "\"level\" must be \"warn\" or \"error\"");
    }

    private static List<List<PathStep>> allowed(JsonNode allow) throws PolicyException {
        List<List<PathStep>> allowed = new ArrayList<>();
        if (!allow.isMissingNode() && !allow.isArray()) {
            throw new PolicyException(List.of("secrets", "allow"), "\"allow\" must be a list of the paths of fields");
        }
        for (int i = 0; i < allow.size(); i++) {
            JsonNode path = allow.get(i);
            if (!path.isTextual() || path.textValue().isBlank()) {
                throw new PolicyException(
                        List.of("secrets", "allow", Integer.toString(i)),
                        "\"allow\" has an entry that is no path of a field; write paths as plans do, with * for any name, like"
                                + " tasks[*].notebook_task.base_parameters.token");
            }
            allowed.add(PathStep.of(path.textValue()));
        }
        return allowed;
    }

    /** Returns a problem for each setting that looks like a secret, without its value. */
    List<SettingsProblem> check(ObjectNode settings) {
        List<SettingsProblem> problems = new ArrayList<>();
        for (SecretSearch.Found found : SecretSearch.in(settings)) {
            if (allowed.stream()
                    .noneMatch(path -> isAtOrBelow(PathStep.of(found.path().text()), path))) {
                problems.add(new SettingsProblem(
                        severity,
                        found.path().text(),
                        found.path().steps(),
                        "looks like " + found.kind()
                                + ", which everybody sees who may see the job; put it into a secret"
                                + " scope and write {{secrets/scope/key}} here, or allow the path in policy.json"));
            }
        }
        return problems;
    }

    private static boolean isAtOrBelow(List<PathStep> path, List<PathStep> allowed) {
        if (path.size() < allowed.size()) {
            return false;
        }
        for (int i = 0; i < allowed.size(); i++) {
            String name = allowed.get(i).name();
            if (!name.equals(ANY) && !name.equals(path.get(i).name())) {
                return false;
            }
        }
        return true;
    }
}
