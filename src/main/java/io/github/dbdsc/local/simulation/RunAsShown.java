package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where answers say whom a job runs as. {@code run_as_user_name}, beside the settings, is in each of them. */
public enum RunAsShown {
    /** In the settings too, whether one job or a listing is asked for. */
    BOTH_PLACES,
    /** Nowhere else. */
    TOP_ONLY,
    /** In the settings of a job that is asked for, and not in those of a listing. */
    NOT_IN_LISTINGS;

    /** Removes from one job's answer what it does not show. */
    void whole(ObjectNode settings) {
        if (this == TOP_ONLY) {
            settings.remove("run_as");
        }
    }

    /** Removes from an element of a listing what it does not show. */
    void listed(ObjectNode settings) {
        if (this != BOTH_PLACES) {
            settings.remove("run_as");
        }
    }
}
