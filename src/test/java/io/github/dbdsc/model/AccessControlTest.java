package io.github.dbdsc.model;

import static io.github.dbdsc.plan.Jobs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.Principal.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessControlTest {

    private static AccessControl access(String entries) {
        return AccessControl.in(settings("{'name':'A','access_control_list':[" + entries + "]}"));
    }

    @Test
    void settings_without_a_list_ask_for_nothing() {
        assertThat(AccessControl.in(settings("{'name':'A'}"))).isEqualTo(AccessControl.NONE);
        assertThat(access("")).isEqualTo(AccessControl.NONE);
        assertThat(AccessControl.in(settings("{'access_control_list':'x'}"))).isEqualTo(AccessControl.NONE);
    }

    @Test
    void every_kind_of_principal_is_read_with_its_level() {
        AccessControl access = access("{'user_name':'ann@example.com','permission_level':'CAN_VIEW'},"
                + "{'group_name':'ops','permission_level':'CAN_MANAGE_RUN'},"
                + "{'service_principal_name':'8f6d','permission_level':'IS_OWNER'}");

        assertThat(access.levels())
                .isEqualTo(Map.of(
                        new Principal(Kind.USER, "ann@example.com"), "CAN_VIEW",
                        new Principal(Kind.GROUP, "ops"), "CAN_MANAGE_RUN",
                        new Principal(Kind.SERVICE_PRINCIPAL, "8f6d"), "IS_OWNER"));
        assertThat(access.hasOwner()).isTrue();
    }

    @Test
    void a_written_list_reads_the_same_whatever_its_order() {
        AccessControl one = access("{'group_name':'b','permission_level':'CAN_VIEW'},"
                + "{'user_name':'a','permission_level':'CAN_MANAGE'}");
        AccessControl other = access("{'user_name':'a','permission_level':'CAN_MANAGE'},"
                + "{'group_name':'b','permission_level':'CAN_VIEW'}");

        assertThat(one.list())
                .isEqualTo(other.list())
                .hasToString("[{\"user_name\":\"a\",\"permission_level\":\"CAN_MANAGE\"},"
                        + "{\"group_name\":\"b\",\"permission_level\":\"CAN_VIEW\"}]");
    }

    @Test
    void users_and_service_principals_are_the_same_in_any_case_and_groups_are_not() {
        assertThat(new Principal(Kind.USER, "Ann@Example.com"))
                .isEqualTo(new Principal(Kind.USER, "ann@example.com"))
                .hasSameHashCodeAs(new Principal(Kind.USER, "ann@example.com"))
                .isNotEqualTo(new Principal(Kind.GROUP, "ann@example.com"));
        assertThat(new Principal(Kind.SERVICE_PRINCIPAL, "8F6D"))
                .isEqualTo(new Principal(Kind.SERVICE_PRINCIPAL, "8f6d"));
        assertThat(new Principal(Kind.GROUP, "Ops")).isNotEqualTo(new Principal(Kind.GROUP, "ops"));
    }
}
