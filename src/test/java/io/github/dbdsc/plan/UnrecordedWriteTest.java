package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnrecordedWriteTest {

    private static Action planned(String asked, String shown, String wanted, String showsNow) {
        return OneJob.applied(
                        settings(asked).tree(), OneJob.stamped(settings(shown).tree()))
                .plan(settings(wanted).tree(), OneJob.stamped(settings(showsNow).tree()))
                .action();
    }

    @ParameterizedTest(name = "{0} → {2} where the service shows {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {'continuous':{}} | {'continuous':{'pause_status':'UNPAUSED'}} | {}
                    {'email_notifications':{}} | {'email_notifications':{'no_alert_for_skipped_runs':false}} | {}
                    {'schedule':{'x':1}} | {'schedule':{'pause_status':'PAUSED'}} | {}
                    {'x':{'y':1}} | {} | {'x':{'y':2}}
                    """)
    void what_the_service_showed_all_along_does_not_hide_a_change_of_the_definition(
            String asked, String shown, String wanted) {
        assertThat(planned(asked, shown, wanted, shown)).isEqualTo(Action.UPDATE);
    }

    @Test
    void what_an_earlier_run_wrote_and_could_not_record_is_not_written_again() {
        assertThat(planned(
                        "{'a':1,'b':2}",
                        "{'a':1,'b':2,'max_concurrent_runs':1}",
                        "{'a':3,'b':2}",
                        "{'a':3,'b':2," + "'max_concurrent_runs':1}"))
                .isEqualTo(Action.NONE);
    }
}
