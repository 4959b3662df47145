package io.github.dbdsc.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The elements of triggers have no names, and each may be paused by an operator. */
class TriggersTest {

    private static final String DAILY = "{'schedule':{'quartz_cron_expression':'0 0 1 * * ?'}}";
    private static final String NIGHTLY = "{'schedule':{'quartz_cron_expression':'0 0 2 * * ?'}}";
    private static final String ON_FILES = "{'file_arrival':{'url':'/Volumes/a/b/c/'}}";

    private static ObjectNode job(String... triggers) {
        return Jobs.settings("{'name':'A','triggers':[" + String.join(",", triggers) + "]}")
                .tree();
    }

    private static ObjectNode shown(String... triggers) {
        return OneJob.stamped(job(triggers));
    }

    private static String with(String trigger, String status) {
        return trigger.replaceAll("}$", ",'pause_status':'" + status + "'}");
    }

    private static String paused(String trigger) {
        return with(trigger, "PAUSED");
    }

    private static OneJob applied(String... triggers) {
        return OneJob.applied(job(triggers), shown(triggers));
    }

    /** Returns the pause of each trigger that is sent. */
    private static List<String> sent(Change change) {
        JsonNode triggers = change.settings().orElseThrow().view().path("triggers");
        return StreamSupport.stream(triggers.spliterator(), false)
                .map(trigger -> trigger.path("pause_status").asText("-"))
                .toList();
    }

    @Test
    void a_trigger_that_an_operator_pauses_is_no_drift() {
        OneJob job = applied(DAILY, ON_FILES);

        assertThat(job.planShowing(shown(DAILY, paused(ON_FILES))).action()).isEqualTo(Action.NONE);
        assertThat(job.planShowing(shown(with(DAILY, "UNPAUSED"), paused(ON_FILES)))
                        .action())
                .isEqualTo(Action.NONE);
    }

    @Test
    void a_pause_that_the_definition_sets_is_no_operators() {
        Change change = applied(DAILY, with(ON_FILES, "UNPAUSED")).planShowing(shown(DAILY, paused(ON_FILES)));

        assertThat(change.correctsDrift()).isTrue();
        assertThat(change.differences()).extracting(Difference::path).containsExactly("triggers[1].pause_status");
        assertThat(change.differences())
                .extracting(difference -> difference.after().asText())
                .containsExactly("UNPAUSED");
        assertThat(sent(change)).containsExactly("-", "UNPAUSED");
    }

    @Test
    void another_trigger_in_its_place_and_another_order_are_drift() {
        OneJob job = applied(DAILY, ON_FILES);

        assertThat(job.planShowing(shown(DAILY, NIGHTLY)).correctsDrift()).isTrue();
        assertThat(job.planShowing(shown(ON_FILES, DAILY)).correctsDrift()).isTrue();
        assertThat(job.planShowing(shown(DAILY)).correctsDrift()).isTrue();
        assertThat(job.planShowing(shown(DAILY, ON_FILES, NIGHTLY)).correctsDrift())
                .isTrue();
    }

    @Test
    void an_update_keeps_the_pause_with_its_trigger() {
        ObjectNode now = shown(DAILY, paused(ON_FILES));
        OneJob job = applied(DAILY, ON_FILES);

        assertThat(sent(job.plan(job(NIGHTLY, ON_FILES), now))).containsExactly("-", "PAUSED");
        assertThat(sent(job.plan(job(ON_FILES, DAILY), now))).containsExactly("PAUSED", "-");
        assertThat(sent(job.plan(job(ON_FILES), now))).containsExactly("PAUSED");
        assertThat(sent(job.plan(job(DAILY, NIGHTLY, ON_FILES), now))).containsExactly("-", "-", "PAUSED");
        assertThat(sent(job.plan(job(DAILY), now))).containsExactly("-");
    }

    @Test
    void putting_triggers_back_that_somebody_moved_keeps_the_pause_with_its_trigger() {
        OneJob job = applied(DAILY, ON_FILES);

        assertThat(sent(job.planShowing(shown(paused(ON_FILES), DAILY)))).containsExactly("-", "PAUSED");
        assertThat(sent(job.planShowing(shown(paused(ON_FILES), NIGHTLY)))).containsExactly("-", "PAUSED");
        assertThat(sent(job.planShowing(shown(NIGHTLY, paused(ON_FILES))))).containsExactly("-", "PAUSED");
    }

    @Test
    void a_pause_that_the_definition_no_longer_sets_goes() {
        OneJob job = applied(paused(DAILY));

        Change change = job.planFor(job(DAILY));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(sent(change)).containsExactly("-");
    }
}
