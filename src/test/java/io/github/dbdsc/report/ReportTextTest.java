package io.github.dbdsc.report;

import static io.github.dbdsc.plan.Jobs.desired;
import static io.github.dbdsc.plan.Jobs.owned;
import static io.github.dbdsc.plan.Jobs.unowned;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Applier;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.plan.OwnershipPolicy;
import io.github.dbdsc.plan.OwnershipPolicy.OnNameTaken;
import io.github.dbdsc.plan.Plan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTextTest {

    private static final Problem PROBLEM = Problem.error("jobs/e.json", 3, 7, "the file is not JSON; correct it here");

    private static Plan plan() {
        return Jobs.plan(
                new OwnershipPolicy("us", Optional.of(Jobs.US), OnNameTaken.REFUSE),
                new DesiredState(
                        List.of(
                                desired("a", "{'name':'A'}"),
                                desired("b", "{'name':'B','timeout_seconds':60,'added':{'x':1}}"),
                                desired("c", "{'name':'C'}"),
                                desired("d", "{'name':'D'}"),
                                desired("f", "{'name':'F'}")),
                        Set.of(),
                        List.of(PROBLEM)),
                List.of(
                        owned(2, "us", "b", "{'name':'B','timeout_seconds':30}"),
                        unowned(3, Jobs.US, "{'name':'C'}"),
                        unowned(4, "bob", "{'name':'D'}"),
                        owned(6, "us", "f", "{'name':'F'}"),
                        owned(7, "us", "gone", "{'name':'Gone\\u001B[2J'}")),
                Map.of(),
                false);
    }

    private static Report report(boolean dryRun, List<String> objections) {
        return report(plan(), dryRun, objections);
    }

    private static Report report(Plan plan, boolean dryRun, List<String> objections) {
        return new Report(
                new Target("us", URI.create("https://adb-1.2.azuredatabricks.net")),
                "run-1",
                dryRun,
                "",
                plan.fingerprint(),
                Applier.preview(plan),
                List.of(new JobKey("e")),
                List.of(PROBLEM),
                objections,
                List.of("the state was not written"),
                9,
                Instant.EPOCH,
                Duration.ofMillis(1234));
    }

    private static ObjectNode telling(int unmanaged) {
        ObjectNode json = ReportJson.of(report(true, List.of()), false);
        return unmanaged == 0 ? json : json.put("unmanaged", unmanaged);
    }

    private static String text(ObjectNode json) {
        return ReportText.of(json, AnsiStyle.PLAIN, Detail.USUAL);
    }

    @Test
    void jobs_that_are_nobodys_have_a_line_after_the_summary_with_the_command_and_none_where_there_is_none() {
        assertThat(text(telling(37)))
                .containsSubsequence(
                        "Plan: ",
                        "\n37 jobs of the workspace are nobody's: db-dsc-jobs export --unmanaged makes definitions of"
                                + " them.\nFingerprint: ");
        assertThat(text(telling(1)))
                .contains("\n1 job of the workspace is nobody's: db-dsc-jobs export --unmanaged makes a definition of"
                        + " it.\n");
        assertThat(text(telling(37).put("target", "prod").put("owner", "us")))
                .contains("db-dsc-jobs export --unmanaged --target prod makes");
        assertThat(text(telling(0))).doesNotContain("nobody's");
        assertThat(ReportMarkdown.of(telling(37))).contains(" orphan. 37 jobs of the workspace are nobody's.\n");
        assertThat(ReportMarkdown.of(telling(0))).doesNotContain("nobody's");
    }

    @Test
    void a_plan_has_a_line_a_job_its_differences_and_a_summary() {
        Report report = report(true, List.of());

        assertThat(ReportText.of(report, AnsiStyle.PLAIN)).isEqualTo("""
                        Plan for the jobs of 'us' in https://adb-1.2.azuredatabricks.net

                          + a  create  'A'
                              {
                                "name" : "A",
                                "tags" : {
                                  "dsc-owner" : "us",
                                  "dsc-key" : "a"
                                }
                              }
                          ~ b  update  'B' (job 2)
                              timeout_seconds: 30 → 60
                              added: + {"x":1}
                          @ c  adopt  'C' (job 3): this identity made it before, without tags
                              tags: + {"dsc-owner":"us","dsc-key":"c"}
                          ! d  refused  'D' (job 4): job 4 of this name was made by bob; to take it over put "$adopt": true into jobs/d.json or set ON_NAME_TAKEN to adopt
                          ! e  held back: see the errors below
                          ? gone  orphan  'Gone [2J' (job 7): jobs/gone.json is gone; the job is kept (pruning is off)

                        Error: jobs/e.json:3:7: the file is not JSON; correct it here

                        Note: the state was not written
                        Plan: 1 to create, 1 to update, 1 to adopt, 0 to delete, 1 in sync, 1 refused, 1 orphan, 1 with errors.
                        Fingerprint: %s
                        """.formatted(report.fingerprint()));
    }

    @Test
    void a_verbose_plan_shows_what_does_not_count_and_no_control_characters_of_the_workspace() {
        Plan plan = Jobs.plan(
                new DesiredState(
                        List.of(
                                desired(
                                        "a",
                                        "{'name':'A','tasks':[{'task_key':'m','new_cluster':{'instance_pool_id':'p','node_type_id':'n'}}]}")),
                        Set.of(),
                        List.of()),
                List.of(
                        owned(
                                1,
                                "us",
                                "a",
                                "{'name':'A','max_concurrent_runs':1,'tags':{'x\\u001B[2J':'y'},'tasks':[{'task_key':'m','new_cluster':{'instance_pool_id':'p'}}]}")),
                Map.of());

        assertThat(ReportText.of(ReportJson.of(report(plan, true, List.of()), true), AnsiStyle.PLAIN, Detail.USUAL))
                .contains(
                        "      tasks[m].new_cluster.node_type_id: \"n\" is not shown, which counts as the same (a pool",
                        "      max_concurrent_runs: 1 counts as the same (a job",
                        "      tags[\"x [2J\"]: - \"y\" (")
                .doesNotContain("\u001B");
    }

    @Test
    void a_plan_of_very_many_new_jobs_shows_the_settings_of_the_first_thousand() {
        Plan plan = Jobs.plan(
                new DesiredState(
                        IntStream.range(1_000, 2_002)
                                .mapToObj(i -> desired("k" + i, "{'name':'" + i + "'}"))
                                .toList(),
                        Set.of(),
                        List.of()),
                List.of(),
                Map.of());

        JsonNode changes = ReportJson.of(report(plan, true, List.of()), false).path("changes");

        assertThat(changes.findValues("settings")).hasSize(1_000);
        assertThat(changes).hasSize(1_002);
    }

    @Test
    void jobs_as_defined_are_counted_and_listed_only_on_request() {
        ObjectNode report = ReportJson.of(report(true, List.of()), false);

        assertThat(ReportText.of(report, AnsiStyle.PLAIN, Detail.USUAL))
                .contains("1 in sync")
                .doesNotContain("  = f");
        assertThat(ReportText.of(report, AnsiStyle.PLAIN, new Detail(true, false)))
                .contains("  = f  in sync  'F' (job 6)\n");
    }

    @Test
    void a_run_that_stopped_early_says_so() {
        assertThat(ReportText.summary(report(false, List.of())))
                .isEqualTo(
                        "Plan: 1 to create, 1 to update, 1 to adopt, 0 to delete, 1 in sync, 1 refused, 1 orphan, 1 with errors."
                                + " Applied 0, failed 0, stopped before 3. 9 workspace calls in 1.2 s, run run-1.");
    }

    @Test
    void an_objection_is_shown_and_nothing_counts_as_applied() {
        assertThat(ReportText.of(report(false, List.of("the plan is not the approved one")), AnsiStyle.PLAIN))
                .contains("Refused: the plan is not the approved one\n")
                .doesNotContain("Applied");
    }

    @Test
    void colours_are_ansi_and_come_only_when_asked_for() {
        assertThat(ReportText.of(report(true, List.of()), AnsiStyle.ANSI)).contains("\u001B[32m+\u001B[0m a  create");
        assertThat(ReportText.of(report(true, List.of()), AnsiStyle.PLAIN)).doesNotContain("\u001B");
    }

    @Test
    void controls_beyond_ascii_are_shown_as_numbers_in_names_and_values_alike() {
        Plan plan = Jobs.plan(
                new DesiredState(
                        List.of(desired("a", "{'name':'A','description':'now\u009B2J'}")), Set.of(), List.of()),
                List.of(owned(
                        1, "us", "a", "{'name':'A\u202E','description':'was\u2066\u0085','tags':{'x':'\u007F'}}")),
                Map.of());

        assertThat(ReportText.of(report(plan, true, List.of("no\u009D")), AnsiStyle.PLAIN))
                .contains(
                        "name: \"A\\u202e\" → \"A\"",
                        "description: \"was\\u2066\\u0085\" → \"now\\u009b2J\"",
                        "tags.x: - \" \"",
                        "Refused: no\\u009d")
                .doesNotContainPattern("[\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");
    }

    @Test
    void a_name_with_controls_is_shown_in_one_line_and_as_no_other_name() {
        assertThat(VisibleText.escaped("jobs/a\nError: b\u001B[2J\r\t\u007F\u009B\u2028\u202E.json"))
                .isEqualTo("jobs/a\\u000aError: b\\u001b[2J\\u000d\\u0009\\u007f\\u009b\\u2028\\u202e.json");
    }

    @Test
    void letters_of_every_script_stay_as_they_are() {
        assertThat(VisibleText.of("Zürich 東京 שלום \u00a0 e\u0301 😀")).isEqualTo("Zürich 東京 שלום \u00a0 e\u0301 😀");
    }
}
