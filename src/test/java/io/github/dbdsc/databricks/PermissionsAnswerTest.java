package io.github.dbdsc.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.Principal;
import io.github.dbdsc.model.Principal.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsAnswerTest {

    private static final Principal ANN = new Principal(Kind.USER, "ann");

    private static GrantedAccess read(String entries) throws JsonProcessingException {
        return PermissionsAnswer.read(
                WorkspaceCall.get("/api/2.0/permissions/jobs/1"),
                new JsonMapper().readTree("{\"access_control_list\":" + entries.replace('\'', '"') + "}"));
    }

    private static AccessControl ann(String level) {
        return new AccessControl(Map.of(ANN, level));
    }

    @Test
    void the_highest_of_several_levels_counts() throws Exception {
        GrantedAccess shown = read("""
                [{'user_name':'ann','all_permissions':[
                   {'permission_level':'CAN_VIEW','inherited':false},
                   {'permission_level':'CAN_MANAGE','inherited':false},
                   {'permission_level':'CAN_MANAGE_RUN','inherited':false},
                   {'permission_level':'CAN_MANAGE_RUN','inherited':true},
                   {'permission_level':'CAN_VIEW','inherited':true}]}]""");

        assertThat(shown.own()).isEqualTo(ann("CAN_MANAGE"));
        assertThat(shown.inherited()).isEqualTo(ann("CAN_MANAGE_RUN"));
        assertThat(shown.unclear()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'display_name':'?','all_permissions':[{'permission_level':'CAN_VIEW'}]}"
                        + " | an entry without a principal",
                "{'user_name':'','all_permissions':[{'permission_level':'CAN_VIEW'}]} | an entry without a principal",
                "{'user_name':'bob','group_name':'ops','all_permissions':[{'permission_level':'CAN_VIEW'}]}"
                        + " | an entry with several principals",
                "{'user_name':'bob','all_permissions':[{'inherited':false}]}"
                        + " | an entry of user_name=bob without a level",
                "{'user_name':'bob','all_permissions':[{'permission_level':7}]}"
                        + " | an entry of user_name=bob without a level",
                "{'user_name':'bob','all_permissions':[{'permission_level':'CAN_FLY'},{'permission_level':'CAN_VIEW'}]}"
                        + " | an entry of user_name=bob with the levels CAN_FLY and CAN_VIEW",
                "{'user_name':'bob'} | an entry without all_permissions",
                "7 | an entry without all_permissions",
            })
    void an_entry_that_can_not_be_understood_leaves_the_others(String entry, String why) throws Exception {
        GrantedAccess shown = read("["
                + entry.replace("'", "\"")
                + ",{'user_name':'ann','all_permissions':[{'permission_level':'CAN_VIEW','inherited':false}]}]");

        assertThat(shown.own().level(ANN)).hasValue("CAN_VIEW");
        assertThat(shown.unclear()).hasValue(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'all_permissions':[{'permission_level':'CAN_VIEW','inherited':true}]}",
                "{'all_permissions':[]}",
                "{'user_name':'bob','all_permissions':[{'inherited':true}]}",
                "{'user_name':'bob','all_permissions':[{'permission_level':'CAN_FLY','inherited':true},"
                        + "{'permission_level':'CAN_VIEW','inherited':true}]}"
            })
    void an_entry_that_is_inherited_can_not_be_taken_away_so_it_need_not_be_understood(String entry) throws Exception {
        assertThat(read("[" + entry + "]").unclear()).isEmpty();
    }

    @Test
    void a_level_that_nobody_knows_is_kept_as_it_is() throws Exception {
        GrantedAccess shown =
                read("[{'user_name':'ann','all_permissions':[{'permission_level':'CAN_FLY','inherited':false}]}]");

        assertThat(shown.own()).isEqualTo(ann("CAN_FLY"));
        assertThat(shown.unclear()).isEmpty();
    }

    @Test
    void an_answer_without_a_list_is_never_taken_for_no_permissions() {
        assertThatThrownBy(() -> read("7")).isInstanceOf(WorkspaceException.class);
    }
}
