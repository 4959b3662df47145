package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GoldenTest's comments don't show: foreign text stays in its place, and a comment is never too long. */
class ReportMarkdownTest {

    private static final String HOSTILE =
            "`x` ``` ```` </details> <img src=x onerror=alert(1)> | @team [l](http://x) --> \u202E \n# h";

    private static ObjectNode plan() {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("target", "us")
                .put("workspace", "https://adb-1.azuredatabricks.net")
                .put("dryRun", true)
                .put("fingerprint", "f".repeat(64));
        report.putObject("counts");
        report.putArray("changes");
        report.putArray("problems");
        return report;
    }

    private static ObjectNode change(ObjectNode report, String action, String key, String name) {
        ((ObjectNode) report.path("counts"))
                .put(action, report.path("counts").path(action).asInt() + 1);
        ObjectNode change = ((ArrayNode) report.path("changes")).addObject();
        change.put("key", key).put("name", name).put("action", action).put("reason", "");
        change.putArray("differences");
        return change;
    }

    private static void difference(ObjectNode change, String path, String after) {
        ((ArrayNode) change.path("differences"))
                .addObject()
                .put("path", path)
                .put("after", after)
                .put("cause", "defined")
                .putNull("before");
    }

    private static void problem(ObjectNode report, String severity, String file, String message) {
        ((ArrayNode) report.path("problems"))
                .addObject()
                .put("severity", severity)
                .put("file", file)
                .put("message", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "a b             ! `a b`",
                "a`b             ! ``a`b``",
                "`a              ! `` `a ``",
                "a```            ! ```` a``` ````",
                "<b>|@x          ! `<b>|@x`"
            })
    void a_span_of_code_has_more_backticks_around_than_inside(String text, String code) {
        assertThat(ReportMarkdown.code(text)).isEqualTo(code);
    }

    @Test
    void a_span_of_code_has_no_line_breaks_or_characters_that_turn_the_text_around() {
        assertThat(ReportMarkdown.code("a\n\nb\u202Ec\u2028d")).isEqualTo("`a b\\u202ec\\u2028d`");
        assertThat(ReportMarkdown.code("")).isEqualTo("`  `");
    }

    @Test
    void names_values_and_messages_cannot_leave_the_code_they_stand_in() {
        ObjectNode report = plan().put("target", HOSTILE);
        difference(change(report, "create", HOSTILE, HOSTILE), HOSTILE, HOSTILE);
        change(report, "refused", HOSTILE, "x").put("reason", HOSTILE);
        problem(report, "error", "jobs/" + HOSTILE, HOSTILE);
        report.putArray("objections").add(HOSTILE);
        report.putArray("notes").add(HOSTILE);
        report.putArray("blocked").add(HOSTILE);

        String comment = ReportMarkdown.of(report);
        assertThat(comment.lines().findFirst()).hasValueSatisfying(mark -> assertThat(mark)
                .matches("<!-- db-dsc-jobs: [\\w.:/ -]+ -->")
                .doesNotContainPattern("--.*--.*--"));
        String outside = withoutCode(comment.replaceFirst(".*\n", ""));

        assertThat(outside)
                .doesNotContain("img")
                .doesNotContain("@team")
                .doesNotContain("](")
                .doesNotContain("`")
                .doesNotContain("# h");
        assertThat(outside.lines().filter(line -> line.contains("<")))
                .containsExactly("<details><summary>1 to create</summary>", "</details>");
    }

    /** Takes blocks and spans of code away by CommonMark's rules. */
    private static String withoutCode(String markdown) {
        String withoutBlocks = markdown.replaceAll("(?ms)^(`{3,})text\n.*?^\\1\n", "");
        return withoutBlocks.replaceAll("(?s)(?<!`)(`+)(?!`).*?(?<!`)\\1(?!`)", "");
    }

    @Test
    void problems_come_first_errors_before_warnings() {
        ObjectNode report = plan();
        change(report, "create", "a", "A");
        problem(report, "warning", "jobs/w.json", "odd");
        problem(report, "error", "jobs/e.json", "bad");

        assertThat(ReportMarkdown.of(report))
                .containsSubsequence(
                        "## Plan: 1 error, 1 to create\n",
                        "### Problems\n\n- **Error** in `jobs/e.json`: `bad`\n- **Warning** in `jobs/w.json`: `odd`\n",
                        "<details><summary>1 to create</summary>\n\n```text\n  + a  create  'A'\n```\n\n</details>\n",
                        "Fingerprint: `fff");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_500, 5_000, 60_000})
    void a_comment_is_never_longer_than_it_may_be_and_says_what_it_leaves_out(int most) {
        ObjectNode report = plan();
        for (int i = 0; i < 5_000; i++) {
            difference(change(report, "update", "job/" + i, "J" + i), "tags", "x".repeat(200));
            problem(report, "error", "jobs/" + i + ".json", "bad");
        }
        change(report, "delete", "gone", "Gone");

        String comment = ReportMarkdown.of(report, most);

        assertThat(comment)
                .hasSizeLessThan(most)
                .containsPattern("Not shown here, since a comment holds only so much:\\*\\* \\d+ of 5000 problems,"
                        + " 5000 of 5000 jobs to update")
                .contains("`POST /api/sync?plan=ffff")
                .endsWith("`\n");
    }

    @Test
    void one_job_does_not_take_the_room_of_the_others() {
        ObjectNode report = plan();
        ObjectNode large = change(report, "update", "a", "A");
        for (int i = 0; i < 500; i++) {
            difference(large, "p" + i + "`".repeat(3_000), "x");
        }
        change(report, "update", "b", "B");

        assertThat(ReportMarkdown.of(report))
                .hasSizeLessThan(ReportMarkdown.MOST_CHARACTERS + 1)
                .contains("~ b  update");
    }

    @Test
    void a_run_says_what_was_applied_and_what_failed() {
        ObjectNode report = plan().put("dryRun", false).put("runId", "run-1");
        change(report, "create", "a", "A").put("outcome", "applied");
        change(report, "update", "b", "B").put("outcome", "failed").put("error", "HTTP 400");
        ((ObjectNode) report.path("counts")).put("failed", 1);

        assertThat(ReportMarkdown.of(report))
                .contains("## Run: 1 failed, 1 to create, 1 to update\n")
                .contains(" 1 applied, run `run-1`.")
                .contains("- For `b`, failed: `HTTP 400`\n")
                .doesNotContain("Fingerprint");
    }

    @Test
    void every_report_on_one_target_begins_with_the_same_line() {
        ObjectNode other = plan();
        change(other, "create", "a", "A");

        assertThat(List.of(ReportMarkdown.of(plan()), ReportMarkdown.of(other)))
                .allSatisfy(comment -> assertThat(comment.lines().findFirst())
                        .hasValue("<!-- db-dsc-jobs: us https://adb-1.azuredatabricks.net -->"));
    }
}
