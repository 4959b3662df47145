package io.github.dbdsc.plan;

import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.JobSettings;
import java.util.List;

/** What it would change in a job to take it over. */
public final class Adoption {

    private Adoption() {}

    /**
     * Returns what changes in a job that nothing is remembered of, our own tags aside.
     *
     * @param wanted what its definition asks for, with ids in place of references
     * @param shown what the workspace shows
     */
    public static List<Difference> changes(JobSettings wanted, JobSettings shown, JobFields fields) {
        return RuleComparison.of(wanted, shown, null, JobIds.NONE, fields)
                .adopting()
                .differences();
    }
}
