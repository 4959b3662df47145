package io.github.dbdsc.plan;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.unowned;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An approval covers exactly the plan that was looked at. */
class FingerprintTest {

    private static String of(String wanted, ActualJob... actual) {
        return Jobs.plan(
                        new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.ADOPT),
                        new DesiredState(List.of(desired("a", wanted)), Set.of(), List.of()),
                        List.of(actual),
                        Map.of(),
                        false)
                .fingerprint();
    }

    private static ActualJob ours(long id, String json) {
        return owned(id, "us", "a", json);
    }

    @Test
    void a_plan_with_nothing_to_do_has_the_same_fingerprint_for_all_jobs() {
        assertThat(of("{'name':'A'}", ours(1, "{'name':'A'}")))
                .isEqualTo(of("{'name':'B'}", ours(2, "{'name':'B'}"), owned(3, "us", "orphan", "{'name':'O'}")))
                .isEqualTo(Fingerprint.of(List.of()));
    }

    @Test
    void the_job_that_is_written_counts() {
        assertThat(of("{'name':'A'}", ours(1, "{'name':'B'}")))
                .isNotEqualTo(of("{'name':'A'}", ours(2, "{'name':'B'}")));
    }

    @Test
    void what_is_overwritten_counts() {
        assertThat(of("{'name':'A','x':1}", ours(1, "{'name':'A','x':2}")))
                .isNotEqualTo(of("{'name':'A','x':1}", ours(1, "{'name':'A','x':3}")));
    }

    @Test
    void what_is_done_counts() {
        assertThat(of("{'name':'A'}", ours(1, "{'name':'A','tags':{'z':'1'}}")))
                .isNotEqualTo(of("{'name':'A'}", unowned(1, "bob", "{'name':'A','tags':{'z':'1'}}")));
    }

    @Test
    void the_order_of_lists_counts_and_the_order_of_fields_does_not() {
        assertThat(of("{'name':'A','l':[1,2]}")).isNotEqualTo(of("{'name':'A','l':[2,1]}"));
        assertThat(of("{'name':'A','l':[{'a':1,'b':2}]}"))
                .isEqualTo(of("{'l':[{'b':2,'a':1}],'name':'A'}"))
                .isNotEqualTo(of("{'name':'A','l':[]}"));
        assertThat(of("{'name':'A','o':{'x':1}}")).isNotEqualTo(of("{'name':'A','o':{'x':2}}"));
    }

    @Test
    void two_changes_do_not_add_up_to_one() {
        Change one = Change.delete(new JobKey("a"), ours(1, "{'name':'A'}"));
        Change other = Change.delete(new JobKey("b"), ours(2, "{'name':'B'}"));

        assertThat(Set.of(
                        Fingerprint.of(List.of(one)),
                        Fingerprint.of(List.of(other)),
                        Fingerprint.of(List.of(one, other))))
                .hasSize(3);
    }

    @Test
    void permissions_that_are_granted_count() {
        Change none = Change.none(new JobKey("a"), ours(1, "{'name':'A'}"), Comparison.NOTHING);

        assertThat(Fingerprint.of(List.of(none.with(granting("CAN_VIEW")))))
                .isNotEqualTo(Fingerprint.of(List.of(none.with(granting("CAN_MANAGE")))));
    }

    private static AccessComparison granting(String level) {
        AccessControl wanted = AccessControl.in(
                Jobs.settings("{'access_control_list':[{'user_name':'ann','permission_level':'" + level + "'}]}"));
        return AccessComparison.of(wanted, Jobs.granted(Jobs.OURS), AccessControl.NONE);
    }
}
