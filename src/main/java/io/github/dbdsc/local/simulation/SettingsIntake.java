package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns settings as sent into settings as stored. */
final class SettingsIntake {

    private SettingsIntake() {}

    /**
     * Settings sent to the Jobs API 2.2. A job that does not speak of queueing gets it enabled.
     *
     * @throws ApiError 400 when they are not valid
     */
    static ObjectNode accept(ObjectNode sent) {
        ObjectNode settings = FieldTypes.typed(sent);
        settings.remove("access_control_list"); // not a setting: jobs/create reads it, jobs/reset takes none
        SettingsValidation.check(settings);
        if (!settings.has("queue")) {
            settings.putObject("queue").put("enabled", true);
        }
        return settings;
    }

    /** Single-task settings sent to the Jobs API 2.0. */
    static ObjectNode acceptLegacy(ObjectNode sent) {
        ObjectNode settings = LegacySettings.toTasks(FieldTypes.typed(sent));
        SettingsValidation.check(settings);
        return settings;
    }
}
