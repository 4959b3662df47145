package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Settings in multi-task form after they were held against the schema of the Jobs API 2.2 and the rules between fields.
 *
 * @param tree a new tree, the caller's own: values in the types of the schema ({@code "100"} → {@code 100}), nulls left
 *     out, everything else as it was, unknown fields and wrong values included
 * @param findings first what is wrong with single values, then what is wrong between them
 */
public record CheckedSettings(ObjectNode tree, List<Finding> findings) {

    public CheckedSettings {
        findings = List.copyOf(findings);
    }

    /**
     * Checks settings and leaves them unchanged. Never throws, whatever they hold.
     *
     * @param protect whether the job gets the tag that it must never be deleted
     */
    public static CheckedSettings of(ObjectNode settings, boolean protect) {
        FindingList findings = new FindingList();
        ObjectNode typed = JobSchema.current().settings().readFields(settings, SettingsPath.ROOT, findings);
        SettingsRules.check(new Part(typed, SettingsPath.ROOT), protect, findings);
        return new CheckedSettings(typed, findings.toList());
    }

    /** Whether the service would refuse the settings. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }
}
