package io.github.dbdsc.plan;

import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Reference;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A desired job and the actual job that it means.
 *
 * @param refersTo the definitions of the jobs whose ids it needs
 */
record Matched(DesiredJob job, Match match, Set<JobKey> refersTo) {

    static Matched of(DesiredJob job, Match match) {
        Set<JobKey> refersTo = new LinkedHashSet<>();
        for (Reference reference : job.settings().references()) {
            if (reference instanceof Reference.ToJob other) {
                refersTo.add(other.key());
            }
        }
        return new Matched(job, match, refersTo);
    }
}
