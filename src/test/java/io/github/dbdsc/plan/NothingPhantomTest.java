package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.RULES;
import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fields.RandomService;
import io.github.dbdsc.fields.SampleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service makes of settings on its own never leads to a write, whatever it is. */
class NothingPhantomTest {

    private static final int ANSWERS = 5;

    private final List<String> wrong = new ArrayList<>();
    private int failing;

    /** Plans run after run over a job that nobody changes. */
    private void plan(ObjectNode definition, long seed) {
        RandomService service = RandomService.with(seed);
        ObjectNode sent = OneJob.stamped(definition);
        OneJob job = OneJob.applied(definition, service.answer(sent, seed, 0)).stored();
        boolean isUnkept = job.state().unkept();
        failing += isUnkept ? 1 : 0;
        for (int answer = 1; answer <= ANSWERS; answer++) {
            Change change = job.planShowing(service.answer(sent, seed, answer));
            if (change.action() != Action.NONE) {
                wrong.add(seed + ", answer " + answer + ": " + change.differences());
                return;
            }
            if (isUnkept == (change.unkept() == null)) {
                wrong.add(seed + ", answer " + answer + ": " + change.unkept());
            }
            job = job.after(change).stored();
        }
    }

    @Test
    void a_plan_after_an_apply_is_quiet_for_ever() {
        Random random = new Random(21);
        for (int seed = 0; seed < 300; seed++) {
            plan(SampleSettings.something(RULES, random), seed);
        }
        long seed = 1000;
        for (ObjectNode definition : SampleSettings.everything(RULES)) {
            plan(definition, seed++);
        }

        assertThat(wrong).isEmpty();
        assertThat(failing).isBetween(100, 280);
    }

    @ParameterizedTest(name = "{0} shown as {1} and then as {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    {} | {'email_notifications':{'on_start':['a','b']}} | {'email_notifications':{'on_start':['b','a']}}
                    {} | {'webhook_notifications':{'on_start':[{'id':'a'},{'id':'b'}]}} | {'webhook_notifications':{'on_start':[{'id':'b'},{'id':'a'}]}}
                    {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a','outcome':'true'},{'task_key':'a','outcome':'false'}]}]} | {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a','outcome':'false'},{'task_key':'a','outcome':'true'}]}]} | {'tasks':[{'task_key':'c','depends_on':[{'task_key':'a','outcome':'true'},{'task_key':'a','outcome':'false'}]}]}
                    """)
    void what_the_service_fills_in_without_an_order_may_come_in_any(String definition, String shown, String later) {
        OneJob job = OneJob.applied(
                settings(definition).tree(), OneJob.stamped(settings(shown).tree()));

        assertThat(job.planShowing(OneJob.stamped(settings(later).tree())).action())
                .isEqualTo(Action.NONE);
    }
}
