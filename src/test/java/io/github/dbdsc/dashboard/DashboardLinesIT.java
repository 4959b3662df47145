package io.github.dbdsc.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shows how texts of several lines change: by lines, exactly, and never as markup. */
class DashboardLinesIT {

    @RegisterExtension
    static final OpenDashboard dashboard = new OpenDashboard();

    private final Browser browser = dashboard.browser();

    private record Texts(@Nullable String before, @Nullable String after) {}

    /** Shows a plan that changes these texts. */
    private void plan(List<Texts> texts) throws IOException {
        ObjectNode plan = SampleAnswers.of("plan");
        ArrayNode differences =
                ((ObjectNode) plan.at("/changes/1")).put("action", "update").putArray("differences");
        for (Texts each : texts) {
            differences
                    .addObject()
                    .put("path", "tasks[load].sql_task.query")
                    .put("before", each.before())
                    .put("after", each.after())
                    .put("cause", "defined")
                    .put("reason", "the definition wants it so");
        }
        ((ObjectNode) plan.at("/changes/5")).putArray("differences");
        dashboard.api().on("GET plan", plan);
        dashboard.visitFilled("#plan");
        browser.until("document.querySelectorAll('.of-lines').length === " + texts.size());
    }

    /** Returns the lines of a shown text that are not of the other one: with {@code del} those of the text before. */
    private List<?> lines(int place, String kind) {
        return (List<?>) browser.evaluate("[...document.querySelectorAll('.of-lines')[" + place
                + "].querySelectorAll('.line')].filter((line) => !line.closest('del, ins') || line.closest('" + kind
                + "')).map((line) => line.textContent)");
    }

    @Test
    void a_change_says_what_is_risky_and_a_value_where_it_comes_from() throws IOException {
        ObjectNode plan = SampleAnswers.of("plan");
        ObjectNode change = ((ObjectNode) plan.at("/changes/1")).put("action", "update");
        change.putArray("risks").add("runs as <b>bob</b>");
        ArrayNode differences = change.putArray("differences");
        for (String path : List.of("max_concurrent_runs", "timeout_seconds")) {
            differences
                    .addObject()
                    .put("path", path)
                    .put("before", 1)
                    .put("after", 2)
                    .put("cause", "defined")
                    .put("reason", "the definition wants it so");
        }
        ((ObjectNode) differences.get(0))
                .putObject("from")
                .put("definition", "jobs/a.json:4")
                .put("template", "templates/standard.jinja2:3");
        ((ObjectNode) differences.get(1)).put("policy", true);
        dashboard.api().on("GET plan", plan);
        dashboard.visitFilled("#plan");
        browser.untilText("#plan-body", "Risky: runs as <b>bob</b>");

        assertThat(browser.text("#plan-body"))
                .contains("jobs/a.json:4 through templates/standard.jinja2:3", "a default of policy.json");
    }

    @Test
    void a_long_text_is_shown_by_the_lines_that_change_and_the_others_are_folded() throws IOException {
        List<String> before = new ArrayList<>(
                IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i).toList());
        List<String> after = new ArrayList<>(before);
        after.set(19, "line twenty");
        after.add(30, "a new line");
        plan(List.of(new Texts(String.join("\n", before), String.join("\n", after))));

        assertThat(browser.text(".of-lines")).contains("tasks[load].sql_task.query", "the text changes");
        assertThat(browser.text(".of-lines del")).isEqualTo("taken out:\nline 20");
        assertThat(browser.text(".of-lines ins")).isEqualTo("added:\nline twenty");
        assertThat(browser.text(".of-lines"))
                .contains("16 lines that stay", "4 lines that stay", "line 17", "line 33")
                .doesNotContain("line 16", "line 34");
        assertThat(browser.accessibilityFaults("wcag2a", "wcag2aa", "wcag22aa", "best-practice"))
                .isEmpty();

        browser.click(".of-lines summary");
        assertThat(browser.text(".of-lines")).contains("line 1\n", "line 16");
        browser.size(320, 640);
        assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(320L);
    }

    @Test
    void whatever_changes_the_lines_shown_are_those_of_both_texts_and_no_more_than_differ() throws IOException {
        Random random = new Random(20261122);
        List<Texts> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add(new Texts(text(random), text(random)));
        }
        // so unlike that its edits are not counted one by one
        texts.add(new Texts(
                IntStream.range(0, 900).mapToObj(i -> "a" + i).reduce("", (a, b) -> a + "\n" + b),
                IntStream.range(0, 900).mapToObj(i -> "b" + i).reduce("", (a, b) -> a + "\n" + b)));
        plan(texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(lines(i, "del"))
                    .as("before, text %d", i)
                    .isEqualTo(linesOf(texts.get(i).before()));
            assertThat(lines(i, "ins"))
                    .as("after, text %d", i)
                    .isEqualTo(linesOf(texts.get(i).after()));
            Number changed = (Number) browser.evaluate("document.querySelectorAll('.of-lines')[" + i
                    + "].querySelectorAll('del .line, ins .line').length");
            if (i < 60) {
                assertThat(changed.intValue()).as("text %d", i).isEqualTo(fewest(texts.get(i)));
            }
        }
    }

    @Test
    void a_text_that_is_new_or_goes_is_shown_by_lines_too() throws IOException {
        plan(List.of(new Texts(null, "select 1\nunion"), new Texts("select 1\nunion", null)));

        assertThat(browser.text(".of-lines:nth-child(1)")).contains("not set → this text", "added:", "union");
        assertThat(browser.text(".of-lines:nth-child(2)")).contains("this text → removed", "taken out:", "union");
    }

    @Test
    void what_is_easily_overlooked_is_seen_and_nothing_is_markup_or_changes_its_order() throws IOException {
        plan(List.of(
                new Texts("select 1  \nx", "select 1\nx"),
                new Texts("a\r\nb", "a\nb"),
                new Texts("x\n<img src=x onerror=alert(1)>", "x\nif \u202eadmin\u2066 (")));

        assertThat(browser.text(".of-lines:nth-child(1) .blanks")).isNotNull();
        assertThat(browser.count(".of-lines:nth-child(1) .blanks")).isEqualTo(1);
        assertThat(browser.text(".of-lines:nth-child(2) del")).contains("a\\u000d");
        assertThat(browser.text(".of-lines:nth-child(3)"))
                .contains("<img src=x onerror=alert(1)>", "if \\u202eadmin\\u2066 (");
        assertThat(browser.count("main img")).isZero();
    }

    private static String text(Random random) {
        return "first\n"
                + String.join(
                        "\n",
                        random.ints(random.nextInt(12), 0, 4)
                                .mapToObj(i -> "line " + i)
                                .toList());
    }

    private static List<String> linesOf(@Nullable String text) {
        return List.of(String.valueOf(text).split("\n", -1));
    }

    /** Returns how many lines must change at least: those of both that are in no longest common subsequence. */
    private static int fewest(Texts texts) {
        List<String> before = linesOf(texts.before());
        List<String> after = linesOf(texts.after());
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return before.size() + after.size() - 2 * common[0][0];
    }
}
