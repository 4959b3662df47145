package io.github.dbdsc.definition.schema;

/** What must hold between the fields of a job besides their types. Jobs API 2.2. */
final class SettingsRules {

    private SettingsRules() {}

    static void check(Part job, boolean protect, FindingList findings) {
        SizeRules.check(job, protect, findings);
        NameRules.check(job, findings);
        ReferenceRules.check(job, findings);
        TaskCycles.check(job, findings);
        TaskRules.check(job, findings);
        ScheduleRules.check(job, findings);
        AccessRules.check(job, findings);
    }
}
