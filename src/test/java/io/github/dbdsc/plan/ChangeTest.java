package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.JobKey;
import java.util.EnumSet;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeTest {

    private static final JobKey KEY = new JobKey("a");
    private static final ActualJob JOB = owned(7, "us", "a", "{'name':'A'}");
    private static final Change NONE = Change.none(KEY, JOB, Comparison.NOTHING);
    private static final Change UPDATE =
            Change.replace(Action.UPDATE, KEY, JOB, null, Comparison.NOTHING, JOB.settings(), JOB.settings());

    private static AccessComparison access(String wanted, String actual) {
        return AccessComparison.of(grants(wanted), Jobs.granted(grants(actual).and(Jobs.OURS)), AccessControl.NONE);
    }

    private static AccessControl grants(String level) {
        return AccessControl.in(
                settings("{'access_control_list':[{'user_name':'ann','permission_level':'" + level + "'}]}"));
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void only_creates_updates_adoptions_and_deletes_write(Action action) {
        assertThat(action.writes())
                .isEqualTo(EnumSet.of(Action.CREATE, Action.UPDATE, Action.ADOPT, Action.DELETE)
                        .contains(action));
    }

    @Test
    void different_permissions_turn_a_job_that_is_otherwise_as_defined_into_an_update() {
        Change change = NONE.with(access("CAN_MANAGE", "CAN_VIEW"));

        assertThat(change.action()).isEqualTo(Action.UPDATE);
        assertThat(change.reason()).isEqualTo("it differs from its definition");
        assertThat(change.keepsSettings()).isTrue();
        assertThat(change.permissions()).hasValue(grants("CAN_MANAGE").and(Jobs.OURS));
    }

    @Test
    void the_same_permissions_leave_the_job_alone() {
        Change change = NONE.with(access("CAN_VIEW", "CAN_VIEW"));

        assertThat(change.action()).isEqualTo(Action.NONE);
        assertThat(change.reason()).isEqualTo("as defined");
        assertThat(change.permissions()).isEmpty();
    }

    @Test
    void permissions_do_not_change_any_other_action_or_its_reason() {
        Change adoption = Change.replace(
                Action.ADOPT, KEY, JOB, "somebody said so", Comparison.NOTHING, JOB.settings(), JOB.settings());

        Change change = adoption.with(access("CAN_MANAGE", "CAN_VIEW"));

        assertThat(change.action()).isEqualTo(Action.ADOPT);
        assertThat(change.reason()).isEqualTo("somebody said so");
    }

    @Test
    void only_changes_that_keep_a_job_and_send_no_settings_keep_its_settings() {
        assertThat(NONE.keepsSettings()).isTrue();
        assertThat(UPDATE.keepsSettings()).isFalse();
        assertThat(Change.delete(KEY, JOB).keepsSettings()).isFalse();
        assertThat(Change.create(KEY, null, JOB.settings(), OptionalLong.empty())
                        .keepsSettings())
                .isFalse();
    }

    @Test
    void only_a_reason_that_says_more_than_the_action_needs_explanation() {
        assertThat(NONE.needsExplanation()).isFalse();
        assertThat(UPDATE.needsExplanation()).isFalse();
        assertThat(Change.create(KEY, null, JOB.settings(), OptionalLong.empty())
                        .needsExplanation())
                .isFalse();
        assertThat(Change.delete(KEY, JOB).needsExplanation()).isTrue();
    }

    @Test
    void only_a_difference_that_the_definition_does_not_explain_needs_explanation() {
        Comparison comparison =
                Comparison.of(settings("{'x':1}"), settings("{'x':2,'y':3}"), null, JobIds.NONE, Jobs.RULES);

        assertThat(comparison.differences())
                .extracting(Difference::needsExplanation)
                .containsExactly(false, true);
    }

    @Test
    void suppressed_permission_differences_are_reported_too() {
        AccessComparison foreign =
                AccessComparison.of(AccessControl.NONE, Jobs.granted(grants("CAN_VIEW")), AccessControl.NONE);

        assertThat(NONE.with(foreign).suppressed())
                .extracting(Difference::reason)
                .containsExactly(AccessComparison.FOREIGN);
    }
}
