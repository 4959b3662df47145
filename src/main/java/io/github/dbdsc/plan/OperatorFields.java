package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobSettings;
import java.util.List;
import java.util.Optional;

/** The fields that a job's operator controls as long as the definition does not set them. */
final class OperatorFields {

    private static final String PAUSE_STATUS = "pause_status";
    private static final List<String> STARTED_BY = List.of("schedule", "trigger", "continuous");

    private OperatorFields() {}

    /**
     * Returns the wanted settings with the operator's pause status where they set none. A status that the definition
     * itself used to set is not an operator's and is dropped.
     */
    static JobSettings keep(JobSettings wanted, JobSettings actual, Optional<AppliedJob> state) {
        ObjectNode tree = wanted.tree();
        for (String field : STARTED_BY) {
            String pointer = "/" + field + "/" + PAUSE_STATUS;
            boolean ours = state.filter(
                            applied -> applied.settings().view().at(pointer).isTextual())
                    .isPresent();
            if (tree.get(field) instanceof ObjectNode start
                    && !start.hasNonNull(PAUSE_STATUS)
                    && actual.view().at(pointer).isTextual()
                    && !ours) {
                start.set(PAUSE_STATUS, actual.view().at(pointer));
            }
        }
        return JobSettings.keeping(tree);
    }
}
