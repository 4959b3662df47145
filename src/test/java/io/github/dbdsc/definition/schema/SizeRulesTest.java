package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.object;
import static io.github.dbdsc.definition.schema.SettingsJson.problems;
import static io.github.dbdsc.definition.schema.SettingsJson.repeat;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizeRulesTest {

    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;

    private static String tagged(String tags) {
        return "{'name':'A','tags':{" + tags + "}}";
    }

    @Test
    void there_is_room_for_23_tags_beside_the_two_that_mark_the_owner() {
        assertThat(problems(tagged(repeat(23, "'t#':''")))).isEmpty();
        assertThat(problems(tagged(repeat(23, "'t#':''") + ",'dsc-owner':'a','dsc-key':'b'")))
                .isEmpty();
        assertThat(problems(tagged(repeat(25, "'t#':''"))))
                .containsExactly("ERROR tags: holds 25 tags, but a job has room for 23: 25 less the two that mark who"
                        + " owns it; remove 2");
    }

    @Test
    void there_is_room_for_22_tags_beside_the_three_of_a_job_that_is_protected() {
        assertThat(CheckedSettings.of(object(tagged(repeat(22, "'t#':''") + ",'dsc-protect':'true'")), true)
                        .problems())
                .isEmpty();
        assertThat(CheckedSettings.of(object(tagged(repeat(23, "'t#':''"))), true)
                        .problems())
                .extracting(SettingsProblem::sentence)
                .containsExactly("tags: holds 23 tags, but a job has room for 22: 25 less the three that mark who owns"
                        + " it and that it is protected; remove 1");
    }

    @Test
    void there_is_room_for_1000_tasks() {
        assertThat(problems(job(repeat(1000, task("t#"))))).isEmpty();
        assertThat(problems(job(repeat(1001, task("t#")))))
                .containsExactly("ERROR tasks: holds 1001 tasks, but a job may have 1000; split the job and join the"
                        + " parts with run_job_task");
    }

    @Test
    void the_name_has_at_most_4096_bytes() {
        assertThat(problems("{'name':'" + "ü".repeat(2048) + "'}")).isEmpty();
        assertThat(problems("{'name':'" + "ü".repeat(2048) + "x'}"))
                .containsExactly("ERROR name: is 4097 bytes long, but may be 4096; shorten it");
    }

    @Test
    void the_settings_have_at_most_ten_megabytes() {
        int frame = "{'name':'A','budget_policy_id':''}".length();

        assertThat(problems("{'name':'A','budget_policy_id':'" + "x".repeat(TEN_MEGABYTES - frame) + "'}"))
                .isEmpty();
        assertThat(problems("{'name':'A','budget_policy_id':'" + "x".repeat(TEN_MEGABYTES - frame + 1) + "'}"))
                .containsExactly("ERROR the settings are 10485761 bytes of JSON, but the service takes 10485760;"
                        + " split the job, or move long values into files that its tasks read");
    }

    @Test
    void a_description_may_be_27700_characters_long() {
        assertThat(problems("{'name':'A','description':'" + "x".repeat(27_700) + "'}"))
                .isEmpty();
        assertThat(problems("{'name':'A','description':'" + "x".repeat(27_701) + "'}"))
                .containsExactly("ERROR description: is 27701 characters long, but may be 27700; shorten it");
        assertThat(problems("{'name':'A','description':'" + "ü".repeat(13_851) + "'}"))
                .containsExactly(
                        "WARNING description: is 27702 bytes long, and the service may take no more than 27700;"
                                + " shorten it if it is refused");
    }
}
