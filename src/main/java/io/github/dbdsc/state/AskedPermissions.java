package io.github.dbdsc.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import java.util.Optional;

/**
 * Which permissions to remember as last asked for. They are not always the wanted ones: a run may replace a job's
 * settings without looking at its permissions. Whom this program gave permissions has to be remembered until it took
 * them away.
 */
final class AskedPermissions {

    private AskedPermissions() {}

    /**
     * The settings to remember.
     *
     * @param wanted what the definition asks for
     * @param last what was remembered
     */
    static JobSettings in(JobSettings wanted, Outcome outcome, Optional<AppliedJob> last) {
        if (given(outcome)) {
            return wanted;
        }
        if (tried(outcome)) {
            return wanted.with(AccessControl.FIELD, both(wanted, last));
        }
        return before(last)
                .map(list -> wanted.with(AccessControl.FIELD, list))
                .orElseGet(() -> wanted.without(AccessControl.FIELD));
    }

    private static boolean given(Outcome outcome) {
        Change change = outcome.change();
        boolean asWanted =
                change.access().isPresent() && (change.permissions().isEmpty() || outcome.result() == Result.APPLIED);
        return change.action() == Action.CREATE || asWanted;
    }

    /** Whether a call failed, and may have had its effect all the same. */
    private static boolean tried(Outcome outcome) {
        return outcome.change().permissions().isPresent() && outcome.result() == Result.FAILED;
    }

    private static JsonNode both(JobSettings wanted, Optional<AppliedJob> last) {
        AccessControl asked = last.map(job -> AccessControl.in(job.settings())).orElse(AccessControl.NONE);
        return AccessControl.in(wanted).and(asked).list();
    }

    private static Optional<JsonNode> before(Optional<AppliedJob> last) {
        return last.flatMap(job -> job.settings().field(AccessControl.FIELD));
    }
}
