package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobSettings;
import java.util.List;
import java.util.Optional;

/** Fields that belong to whoever operates a job as long as its definition is silent about them. */
final class OperatorFields {

    private static final String PAUSE_STATUS = "pause_status";
    private static final List<String> STARTED_BY = List.of("schedule", "trigger", "continuous");

    private OperatorFields() {}

    /**
     * The wanted settings, with the pause status that an operator gave the job where they don't say one. A status that
     * the definition itself used to set is not an operator's, and goes.
     */
    static JobSettings keep(JobSettings wanted, JobSettings actual, Optional<AppliedJob> last) {
        ObjectNode tree = wanted.tree();
        for (String field : STARTED_BY) {
            String pointer = "/" + field + "/" + PAUSE_STATUS;
            boolean ours = last.filter(
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
