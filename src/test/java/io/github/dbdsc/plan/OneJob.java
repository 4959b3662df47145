package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.RULES;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.state.DamagedStateException;
import io.github.dbdsc.state.StateDocument;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A job that was applied and read back.
 *
 * @param definition what its definition asks for
 * @param shown what the workspace shows
 * @param state what is remembered of it
 */
record OneJob(ObjectNode definition, ObjectNode shown, AppliedJob state) {

    private static final JobKey KEY = new JobKey("a");
    private static final long ID = 7;

    /** Returns settings with our tags. */
    static ObjectNode stamped(ObjectNode definition) {
        return new Ownership("us", KEY)
                .stamp(new JobSettings(definition), false)
                .tree();
    }

    /** Returns the job after a run that was shown this when it read back what it had sent. */
    static OneJob applied(ObjectNode definition, ObjectNode shown) {
        JobSettings sent = new JobSettings(stamped(definition));
        ReadBack readBack = ReadBack.of(sent, sent, new JobSettings(shown), RULES);
        boolean unkept = !readBack.lost().isEmpty();
        return new OneJob(
                definition, shown, new AppliedJob(ID, sent, Optional.of(readBack.echo()), unkept, 0, Optional.empty()));
    }

    /** Returns the job with its state written and read. */
    OneJob stored() {
        try {
            Map<JobKey, AppliedJob> read = StateDocument.read(StateDocument.write(Map.of(KEY, state)));
            return new OneJob(definition, shown, Objects.requireNonNull(read.get(KEY)));
        } catch (DamagedStateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the job after a run that left it as it was. */
    OneJob after(Change none) {
        return new OneJob(
                definition,
                shown,
                new AppliedJob(
                        ID,
                        state.settings(),
                        Optional.ofNullable(none.comparison().echo()),
                        none.unkept() != null,
                        0,
                        Optional.empty()));
    }

    /** Returns what is planned once the definition asks for this. */
    Change planFor(ObjectNode other) {
        return plan(other, shown);
    }

    /** Returns what is planned once the workspace shows this. */
    Change planShowing(ObjectNode other) {
        return plan(definition, other);
    }

    /** Returns what is planned once the definition asks for this and the workspace shows that. */
    Change plan(ObjectNode wanted, ObjectNode actual) {
        DesiredState desired = new DesiredState(
                List.of(new DesiredJob(KEY, JobSettings.keeping(wanted), false, false)), Set.of(), List.of());
        ActualJob job = new ActualJob(ID, JobSettings.keeping(actual), Optional.of(Jobs.US));
        return Jobs.plan(desired, List.of(job), Map.of(KEY, state)).changes().get(0);
    }
}
