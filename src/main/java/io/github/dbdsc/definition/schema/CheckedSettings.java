package io.github.dbdsc.definition.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Settings in multi-task form, checked against the schema of the Jobs API 2.2 and the rules between fields.
 *
 * @param tree a new tree, which the caller may change: values in the types of the schema ({@code "100"} → {@code 100}),
 *     nulls left out, everything else as it was, unknown fields and wrong values included
 * @param problems first those of single values, then those between fields
 */
public record CheckedSettings(ObjectNode tree, List<SettingsProblem> problems) {

    public CheckedSettings {
        problems = List.copyOf(problems);
    }

    /**
     * Checks settings and leaves them unchanged. Never throws, whatever they hold.
     *
     * @param protect whether the job gets the tag that it must never be deleted
     */
    public static CheckedSettings of(ObjectNode settings, boolean protect) {
        SettingsProblems problems = new SettingsProblems();
        ObjectNode typed = FieldTypes.current().settings().readFields(settings, SettingsPath.ROOT, problems);
        SettingsPart job = new SettingsPart(typed, SettingsPath.ROOT);
        SizeRules.check(job, protect, problems);
        TextRules.check(job, problems);
        ReferenceRules.check(job, problems);
        TaskRules.check(job, problems);
        PartRules.check(job, problems);
        GitRules.check(job, problems);
        ScheduleRules.check(job, problems);
        AccessRules.check(job, problems);
        return new CheckedSettings(typed, problems.toList());
    }

    /**
     * Checks the types of settings that are only a part of a job's, such as defaults, and leaves them unchanged. Rules
     * between fields are about whole jobs.
     */
    public static CheckedSettings typesOf(ObjectNode settings) {
        SettingsProblems problems = new SettingsProblems();
        ObjectNode typed = FieldTypes.current().settings().readFields(settings, SettingsPath.ROOT, problems);
        return new CheckedSettings(typed, problems.toList());
    }

    /** Returns whether the service would refuse the settings. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(SettingsProblem::isError);
    }
}
