package io.github.dbdsc.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.Principal;
import io.github.dbdsc.model.Principal.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class AccessComparisonTest {

    private static final Principal US = new Principal(Kind.SERVICE_PRINCIPAL, "us");
    private static final Principal ANN = new Principal(Kind.USER, "ann");
    private static final Principal OPS = new Principal(Kind.GROUP, "ops");

    private static final AccessControl OURS = new AccessControl(Map.of(US, "IS_OWNER"));
    private static final AccessControl NONE = AccessControl.NONE;

    private static AccessComparison compare(AccessControl wanted, AccessControl actual, AccessControl asked) {
        return AccessComparison.of(wanted, Jobs.granted(actual), asked);
    }

    private static AccessControl annAnd(AccessControl others, String level) {
        Map<Principal, String> levels = new HashMap<>(others.levels());
        levels.put(ANN, level);
        return new AccessControl(levels);
    }

    private static AccessControl ann(String level) {
        return annAnd(NONE, level);
    }

    private static Tuple shown(Difference difference) {
        Object why = difference.cause() == Cause.SAME ? difference.reason() : difference.cause();
        return tuple(difference.path(), text(difference.before()), text(difference.after()), why);
    }

    private static String text(JsonNode level) {
        return level.isMissingNode() ? "-" : level.asText();
    }

    @Test
    void a_wanted_principal_without_permission_gets_it() {
        AccessComparison access = compare(ann("CAN_VIEW"), OURS, NONE);

        assertThat(access.differences())
                .extracting(AccessComparisonTest::shown)
                .containsExactly(tuple("access_control_list[user_name=ann]", "-", "CAN_VIEW", Cause.DEFINED));
        assertThat(access.toGrant()).hasValue(annAnd(OURS, "CAN_VIEW"));
    }

    @Test
    void a_wanted_principal_has_exactly_its_level_no_less_and_no_more() {
        for (String current : new String[] {"CAN_VIEW", "CAN_MANAGE"}) {
            AccessComparison access = compare(ann("CAN_MANAGE_RUN"), annAnd(OURS, current), ann("CAN_MANAGE_RUN"));

            assertThat(access.differences())
                    .extracting(AccessComparisonTest::shown)
                    .containsExactly(
                            tuple("access_control_list[user_name=ann]", current, "CAN_MANAGE_RUN", Cause.DEFINED));
            assertThat(access.toGrant()).hasValue(annAnd(OURS, "CAN_MANAGE_RUN"));
        }
    }

    @Test
    void nothing_is_granted_when_all_is_as_wanted() {
        AccessComparison access = compare(ann("CAN_VIEW"), annAnd(OURS, "CAN_VIEW"), NONE);

        assertThat(access.differences()).isEmpty();
        assertThat(access.toGrant()).isEmpty();
    }

    @Test
    void a_difference_in_case_alone_does_not_count() {
        AccessControl wanted = new AccessControl(Map.of(new Principal(Kind.USER, "Ann"), "CAN_VIEW"));

        assertThat(compare(wanted, annAnd(OURS, "CAN_VIEW"), NONE).toGrant()).isEmpty();
    }

    @Test
    void a_principal_that_the_definition_no_longer_names_loses_its_permission() {
        AccessComparison access = compare(NONE, annAnd(OURS, "CAN_MANAGE"), ann("CAN_VIEW"));

        assertThat(access.differences())
                .extracting(AccessComparisonTest::shown)
                .containsExactly(
                        tuple("access_control_list[user_name=ann]", "CAN_MANAGE", "-", Cause.NO_LONGER_DEFINED));
        assertThat(access.toGrant()).hasValue(OURS);
    }

    @Test
    void a_principal_that_is_already_gone_is_no_difference() {
        assertThat(compare(NONE, OURS, ann("CAN_VIEW")).toGrant()).isEmpty();
    }

    @Test
    void a_grant_by_somebody_else_stays_and_is_reported_with_its_reason() {
        AccessControl actual = new AccessControl(Map.of(US, "IS_OWNER", OPS, "CAN_DO_WHAT_NOBODY_KNOWS"));

        AccessComparison access = compare(ann("CAN_VIEW"), actual, NONE);

        assertThat(access.suppressed())
                .extracting(AccessComparisonTest::shown)
                .contains(tuple(
                        "access_control_list[group_name=ops]",
                        "CAN_DO_WHAT_NOBODY_KNOWS",
                        "-",
                        AccessComparison.FOREIGN));
        assertThat(access.target()).isEqualTo(annAnd(actual, "CAN_VIEW"));
    }

    @Test
    void an_owner_that_the_definition_does_not_name_stays_owner() {
        AccessComparison access = compare(ann("CAN_VIEW"), OURS, OURS);

        assertThat(access.suppressed())
                .extracting(AccessComparisonTest::shown)
                .containsExactly(tuple(
                        "access_control_list[service_principal_name=us]",
                        "IS_OWNER",
                        "-",
                        AccessComparison.OWNER_KEPT));
        assertThat(access.target()).isEqualTo(annAnd(OURS, "CAN_VIEW"));
    }

    @Test
    void the_owner_stays_owner_when_the_definition_grants_less_and_names_no_other() {
        AccessControl wanted = new AccessControl(Map.of(US, "CAN_MANAGE"));

        AccessComparison access = compare(wanted, OURS, wanted);

        assertThat(access.toGrant()).isEmpty();
        assertThat(access.suppressed())
                .extracting(AccessComparisonTest::shown)
                .containsExactly(tuple(
                        "access_control_list[service_principal_name=us]",
                        "IS_OWNER",
                        "CAN_MANAGE",
                        AccessComparison.OWNER_KEPT));
    }

    @Test
    void an_owner_that_the_definition_replaces_can_still_manage_the_job() {
        AccessComparison access = compare(ann("IS_OWNER"), OURS, OURS);

        assertThat(access.differences())
                .extracting(AccessComparisonTest::shown)
                .containsExactly(
                        tuple("access_control_list[user_name=ann]", "-", "IS_OWNER", Cause.DEFINED),
                        tuple(
                                "access_control_list[service_principal_name=us]",
                                "IS_OWNER",
                                "CAN_MANAGE",
                                Cause.OWNER_REPLACED));
        assertThat(access.target()).isEqualTo(new AccessControl(Map.of(US, "CAN_MANAGE", ANN, "IS_OWNER")));
        assertThat(compare(ann("IS_OWNER"), access.target(), ann("IS_OWNER")).toGrant())
                .isEmpty();
    }

    @Test
    void an_owner_that_the_definition_replaces_and_names_gets_the_level_it_names() {
        AccessControl wanted = new AccessControl(Map.of(US, "CAN_VIEW", ANN, "IS_OWNER"));

        assertThat(compare(wanted, OURS, NONE).toGrant()).hasValue(wanted);
    }

    private static final Principal ADMINS = new Principal(Kind.GROUP, "admins");

    private static GrantedAccess inheriting(AccessControl own, Principal principal, String level) {
        return new GrantedAccess(own, new AccessControl(Map.of(principal, level)), Optional.empty());
    }

    @Test
    void a_level_that_is_inherited_or_a_higher_one_counts_as_granted() {
        for (String wanted : List.of("CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE")) {
            AccessComparison access = AccessComparison.of(
                    new AccessControl(Map.of(ADMINS, wanted)), inheriting(OURS, ADMINS, "CAN_MANAGE"), NONE);

            assertThat(access.toGrant()).as(wanted).isEmpty();
            assertThat(access.suppressed())
                    .extracting(AccessComparisonTest::shown)
                    .contains(tuple(
                            "access_control_list[group_name=admins]",
                            "CAN_MANAGE",
                            wanted,
                            AccessComparison.INHERITED));
            assertThat(access.target()).isEqualTo(OURS);
        }
    }

    @Test
    void a_level_that_is_inherited_and_lower_than_wanted_is_granted() {
        AccessControl wanted = new AccessControl(Map.of(ADMINS, "CAN_MANAGE"));

        assertThat(AccessComparison.of(wanted, inheriting(OURS, ADMINS, "CAN_VIEW"), NONE)
                        .toGrant())
                .hasValue(wanted.and(OURS));
        assertThat(AccessComparison.of(wanted, inheriting(OURS, ADMINS, "CAN_FLY"), NONE)
                        .toGrant())
                .hasValue(wanted.and(OURS));
    }

    @Test
    void a_higher_level_on_the_job_itself_is_put_back_whatever_is_inherited() {
        AccessComparison access =
                AccessComparison.of(ann("CAN_VIEW"), inheriting(annAnd(OURS, "CAN_MANAGE"), ANN, "CAN_VIEW"), NONE);

        assertThat(access.toGrant()).hasValue(annAnd(OURS, "CAN_VIEW"));
    }

    @Test
    void a_lower_level_on_the_job_itself_stays_where_more_is_inherited() {
        AccessControl actual = annAnd(OURS, "CAN_VIEW");

        AccessComparison access = AccessComparison.of(ann("CAN_MANAGE"), inheriting(actual, ANN, "CAN_MANAGE"), NONE);

        assertThat(access.toGrant()).isEmpty();
        assertThat(access.target()).isEqualTo(actual);
    }

    @Test
    void nothing_is_granted_while_an_entry_is_not_understood() {
        GrantedAccess actual = new GrantedAccess(OURS, NONE, Optional.of("an entry without a principal"));

        AccessComparison access = AccessComparison.of(ann("CAN_VIEW"), actual, NONE);

        assertThat(access.toGrant()).isEmpty();
        assertThat(access.obstacle())
                .hasValue("the workspace shows an entry without a principal, which a new list would take away; put it"
                        + " right on the job's page");
        assertThat(access.suppressed())
                .extracting(AccessComparisonTest::shown)
                .contains(tuple(
                        "access_control_list[user_name=ann]",
                        "-",
                        "CAN_VIEW",
                        access.obstacle().orElseThrow()));
    }

    @Test
    void an_entry_that_is_not_understood_does_not_matter_while_nothing_is_to_be_granted() {
        GrantedAccess actual =
                new GrantedAccess(annAnd(OURS, "CAN_VIEW"), NONE, Optional.of("an entry without a principal"));

        assertThat(AccessComparison.of(ann("CAN_VIEW"), actual, NONE).obstacle())
                .isEmpty();
    }

    @Test
    void nothing_is_granted_on_a_job_without_an_owner_unless_the_definition_names_one() {
        AccessComparison access = compare(annAnd(new AccessControl(Map.of(OPS, "CAN_VIEW")), "CAN_VIEW"), NONE, NONE);

        assertThat(access.toGrant()).isEmpty();
        assertThat(access.obstacle()).hasValue(AccessComparison.NO_OWNER);
        assertThat(compare(ann("IS_OWNER"), NONE, NONE).toGrant()).hasValue(ann("IS_OWNER"));
    }

    @Test
    void an_owner_that_was_given_and_is_not_shown_is_not_given_again() {
        AccessComparison access = compare(ann("IS_OWNER"), NONE, ann("IS_OWNER"));

        assertThat(access.toGrant()).isEmpty();
        assertThat(access.obstacle()).isEmpty();
        assertThat(access.target()).isEqualTo(ann("IS_OWNER"));
        assertThat(compare(ann("IS_OWNER"), OURS, ann("IS_OWNER")).toGrant()).isPresent();
    }
}
