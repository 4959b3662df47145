package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.schema.SettingsProblem;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.Problem.Severity;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every job must be, as {@code policy.json} says. Immutable.
 *
 * @see <a href="https://json-schema.org/draft/2020-12">JSON Schema, draft 2020-12</a>
 */
public final class Policy {

    /** No policy: changes nothing, and warns of secrets. */
    public static final Policy NONE = new Policy(Defaults.NONE, null, null, SecretRules.DEFAULT);

    private static final List<String> MEMBERS = List.of("defaults", "schema", "warn", "secrets", "$schema");

    private final Defaults defaults;
    private final @Nullable SettingsSchema schema;
    private final @Nullable SettingsSchema warn;
    private final SecretRules secrets;

    private Policy(
            Defaults defaults, @Nullable SettingsSchema schema, @Nullable SettingsSchema warn, SecretRules secrets) {
        this.defaults = defaults;
        this.schema = schema;
        this.warn = warn;
        this.secrets = secrets;
    }

    /**
     * Reads a policy.
     *
     * @throws PolicyException when it can't be used
     */
    public static Policy of(ObjectNode json) throws PolicyException {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            String name = member.getKey();
            if (!MEMBERS.contains(name)) {
                throw new PolicyException(
                        List.of(name),
                        "\"" + VisibleText.of(name)
                                + "\" is no member of a policy; there are defaults, schema, warn and" + " secrets"
                                + DidYouMean.ending(name, MEMBERS));
            }
        }
        return new Policy(
                json.has("defaults") ? Defaults.of(object(json, "defaults")) : Defaults.NONE,
                json.has("schema") ? SettingsSchema.of(json.path("schema"), "schema", Severity.ERROR) : null,
                json.has("warn") ? SettingsSchema.of(json.path("warn"), "warn", Severity.WARNING) : null,
                json.has("secrets") ? SecretRules.of(object(json, "secrets")) : SecretRules.DEFAULT);
    }

    private static ObjectNode object(ObjectNode json, String member) throws PolicyException {
        if (json.path(member) instanceof ObjectNode object) {
            return object;
        }
        throw new PolicyException(List.of(member), "\"" + member + "\" must be an object; write it between { and }");
    }

    /** Returns the settings that are laid under each job's own. */
    public Defaults defaults() {
        return defaults;
    }

    /**
     * Holds settings against the policy: its schema, and what it says of secrets.
     *
     * @param settings in multi-task form and in the types of the Jobs schema; left unchanged
     * @return what is wrong, errors first
     */
    public List<SettingsProblem> check(ObjectNode settings) {
        List<SettingsProblem> problems = new ArrayList<>();
        if (schema != null) {
            problems.addAll(schema.check(settings));
        }
        if (warn != null) {
            problems.addAll(warn.check(settings));
        }
        problems.addAll(secrets.check(settings));
        return problems.stream()
                .sorted((one, other) -> Boolean.compare(other.isError(), one.isError()))
                .toList();
    }
}
