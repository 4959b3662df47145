package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AccessRulesTest {

    private static List<String> of(String entries) {
        return problems("{'name':'A','access_control_list':[" + entries + "]}");
    }

    @Test
    void each_kind_of_principal_and_each_level_is_fine() {
        assertThat(of("{'user_name':'ann','permission_level':'CAN_VIEW'},"
                        + "{'group_name':'ann','permission_level':'CAN_MANAGE_RUN'},"
                        + "{'group_name':'Ann','permission_level':'CAN_MANAGE'},"
                        + "{'service_principal_name':'ann','permission_level':'IS_OWNER'}"))
                .isEmpty();
    }

    @Test
    void an_unknown_level_is_reported_with_the_known_ones() {
        assertThat(of("{'user_name':'ann','permission_level':'CAN_MANGE'}"))
                .containsExactly("ERROR access_control_list[ann].permission_level: must be one of CAN_MANAGE,"
                        + " CAN_MANAGE_RUN, CAN_VIEW, IS_OWNER, but is \"CAN_MANGE\"; did you mean 'CAN_MANAGE'?");
    }

    @Test
    void an_entry_without_a_level_is_an_error() {
        assertThat(of("{'user_name':'ann'}"))
                .containsExactly("ERROR access_control_list[ann]: has no permission_level; add one, such as CAN_VIEW");
    }

    @Test
    void an_entry_names_exactly_one_principal() {
        assertThat(of("{'permission_level':'CAN_VIEW'},{'user_name':'','permission_level':'CAN_VIEW'},"
                        + "{'user_name':'ann','group_name':'ops','permission_level':'CAN_VIEW'}"))
                .containsExactly(
                        "ERROR access_control_list[0]: names nobody; add one of user_name, group_name,"
                                + " service_principal_name",
                        "ERROR access_control_list[1]: names nobody; add one of user_name, group_name,"
                                + " service_principal_name",
                        "ERROR access_control_list[ann]: names 2 principals (user_name, group_name); make an entry of"
                                + " each");
    }

    @Test
    void nobody_may_be_named_twice_whatever_the_case() {
        assertThat(of("{'user_name':'Ann','permission_level':'CAN_VIEW'},"
                        + "{'user_name':'ann','permission_level':'CAN_MANAGE'}"))
                .containsExactly("ERROR access_control_list[Ann]: is there 2 times; keep one of them");
    }

    @Test
    void a_job_has_one_owner() {
        assertThat(of("{'user_name':'ann','permission_level':'IS_OWNER'},"
                        + "{'service_principal_name':'8f6d','permission_level':'IS_OWNER'}"))
                .containsExactly("ERROR access_control_list: names 2 owners (ann, 8f6d); a job has one");
    }

    @Test
    void a_group_can_not_own_a_job() {
        assertThat(of("{'group_name':'ops','permission_level':'IS_OWNER'}"))
                .containsExactly("ERROR access_control_list[ops]: makes a group the owner; a job belongs to a user or a"
                        + " service principal");
    }
}
