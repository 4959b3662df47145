package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobSettings;
import java.util.List;

/** Fields that belong to whoever operates a job as long as its definition is silent about them. */
final class OperatorFields {

    private static final String PAUSE_STATUS = "pause_status";
    private static final List<String> STARTED_BY = List.of("schedule", "trigger", "continuous");

    private OperatorFields() {}

    /** The wanted settings, with the pause status that an operator gave the job where they don't say one. */
    static JobSettings keep(JobSettings wanted, JobSettings actual) {
        ObjectNode tree = wanted.tree();
        ObjectNode present = actual.tree();
        for (String field : STARTED_BY) {
            if (tree.get(field) instanceof ObjectNode start
                    && !start.has(PAUSE_STATUS)
                    && present.path(field).has(PAUSE_STATUS)) {
                start.set(PAUSE_STATUS, present.path(field).get(PAUSE_STATUS));
            }
        }
        return new JobSettings(tree);
    }
}
