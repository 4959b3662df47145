package io.github.dbdsc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A rule of kind operator, added as data, is obeyed as a whole: by the plan, by what is sent and by the echo. */
class AddedOperatorRuleTest {

    private static final JobFields FIELDS = JobFields.withRules("""
            [{"where":"job","field":"timeout_seconds","kind":"operator","reason":"theirs"},
             {"where":"task","field":"max_retries","kind":"operator","reason":"theirs"}]""");

    private static final JobKey KEY = new JobKey("a");
    private static final long ID = 7;
    private static final String SILENT = job("A", "", "");
    private static final String SPOKEN = job("A", "'timeout_seconds':60,", ",'max_retries':1");
    private static final String OPERATORS = job("A", "'timeout_seconds':600,", ",'max_retries':3");

    private static String job(String name, String ofJob, String ofTask) {
        return "{'name':'" + name + "'," + ofJob + "'tasks':[{'task_key':'t'" + ofTask + "}]}";
    }

    private static JobSettings stamped(String settings) {
        return new Ownership("us", KEY).stamp(Jobs.settings(settings), false);
    }

    /** Returns the state after a run that applied this and was shown that. */
    private static Map<JobKey, AppliedJob> applied(String definition, String shown) {
        JobSettings sent = stamped(definition);
        ReadBack readBack = ReadBack.of(sent, sent, stamped(shown), FIELDS);
        return Map.of(KEY, new AppliedJob(ID, sent, Optional.of(readBack.echo()), false, 0, Optional.empty()));
    }

    private static Change plan(String definition, String shown, Map<JobKey, AppliedJob> state) {
        DesiredJob desired = Jobs.desired(KEY.toString(), definition);
        return new Planner(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                        ApprovalPolicy.ofDeletes(100),
                        FIELDS)
                .plan(
                        new DesiredState(List.of(desired), Set.of(), List.of()),
                        ActualState.of(List.of(new ActualJob(ID, stamped(shown), Optional.of(Jobs.US)))),
                        state,
                        SyncRequest.SYNC.prune(false),
                        Jobs.AT_ONCE)
                .changes()
                .get(0);
    }

    @Test
    void the_plan_leaves_the_values_of_an_operator_alone() {
        assertThat(plan(SILENT, OPERATORS, applied(SILENT, SILENT)).action()).isEqualTo(Action.NONE);
        assertThat(plan(SILENT, SILENT, applied(SILENT, OPERATORS)).action()).isEqualTo(Action.NONE);
        assertThat(plan(SILENT, OPERATORS, Map.of()).action()).isEqualTo(Action.NONE);
    }

    @Test
    void an_update_for_another_reason_keeps_them_and_does_not_ask_for_them() {
        Change change = plan(job("B", "", ""), OPERATORS, applied(SILENT, SILENT));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.comparison().differences())
                .extracting(Difference::path)
                .containsExactly("name");
        assertThat(change.settings()).contains(stamped(job("B", "'timeout_seconds':600,", ",'max_retries':3")));
        assertThat(change.asked()).contains(stamped(job("B", "", "")));
    }

    @Test
    void the_echo_does_not_count_them() {
        ReadBack readBack = ReadBack.of(stamped(OPERATORS), stamped(SILENT), stamped(OPERATORS), FIELDS);

        assertThat(readBack.echo().values()).isEmpty();
        assertThat(readBack.lost()).isEmpty();
    }

    @Test
    void what_the_definition_sets_or_has_set_is_not_an_operators() {
        Change back = plan(SPOKEN, OPERATORS, applied(SPOKEN, SPOKEN));
        Change gone = plan(SILENT, SPOKEN, applied(SPOKEN, SPOKEN));

        assertThat(back.comparison().differences())
                .extracting(Difference::path)
                .containsExactlyInAnyOrder("timeout_seconds", "tasks[t].max_retries");
        assertThat(back.settings()).contains(stamped(SPOKEN));
        assertThat(gone.action()).isEqualTo(Action.UPDATE);
        assertThat(gone.settings()).contains(stamped(SILENT));
    }
}
