package io.github.dbdsc.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobKey;

/**
 * A job on its way into a definition.
 *
 * @param settings what somebody set, with ids as they are
 * @param referring the same with references for ids
 */
record Candidate(ActualJob job, JobKey key, ObjectNode settings, ObjectNode referring) {

    /** Returns the same job with references for ids. */
    Candidate referring(ObjectNode other) {
        return new Candidate(job, key, settings, other);
    }
}
