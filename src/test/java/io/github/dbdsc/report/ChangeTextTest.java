package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeTextTest {

    private static final String LONG = "x".repeat(300);

    private static ObjectNode change(String action) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", "a")
                .put("name", "A")
                .put("action", action)
                .put("outcome", "not_applied");
    }

    private static ObjectNode changed(String before, String after) {
        ObjectNode change = change("update");
        change.putArray("differences")
                .addObject()
                .put("path", "tasks[main].sql")
                .put("before", before)
                .put("after", after)
                .put("cause", "defined");
        return change;
    }

    private static String text(ObjectNode change, boolean whole) {
        return String.join("\n", new ChangeText(AnsiStyle.PLAIN, whole).lines(change)) + "\n";
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }

    @Test
    void a_new_job_shows_its_settings_as_the_api_gets_them() {
        ObjectNode change = change("create");
        change.putObject("settings").put("name", "A\u001B[2J").putArray("tasks").add(7);

        assertThat(text(change, false)).isEqualTo("""
                  + a  create  'A'
                      {
                        "name" : "A\\u001B[2J",
                        "tasks" : [ 7 ]
                      }
                """);
    }

    @Test
    void long_settings_are_folded_unless_all_is_asked_for() {
        ObjectNode change = change("create");
        IntStream.range(0, 40).forEach(i -> change.withObject("settings").put("f" + i, i));

        assertThat(text(change, false)).endsWith("        \"f18\" : 18,\n      … and 22 lines more\n");
        assertThat(text(change, true)).contains("\"f39\" : 39\n").doesNotContain("lines more");
    }

    @Test
    void a_job_that_was_made_shows_no_settings() {
        ObjectNode change = change("create").put("outcome", "applied");
        change.putObject("settings").put("name", "A");

        assertThat(text(change, true)).isEqualTo("  + a  created  'A'\n");
    }

    @Test
    void long_values_are_shown_where_they_differ() {
        assertThat(text(changed(LONG + "1" + LONG, LONG + "2" + LONG), false))
                .contains(": …" + "x".repeat(20) + "1xxx")
                .contains(" → …" + "x".repeat(20) + "2xxx")
                .hasSizeLessThan(400);
    }

    @Test
    void a_character_of_two_units_is_not_cut_in_half() {
        String smile = "\uD83D\uDE00".repeat(200);

        String text = text(changed(smile + "1", "x" + smile), false);

        assertThat(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void long_values_are_whole_on_request() {
        assertThat(text(changed(LONG + "1", LONG + "2"), true)).contains("\"" + LONG + "1\" → \"" + LONG + "2\"");
    }

    @Test
    void a_text_of_several_lines_shows_the_lines_that_change() {
        assertThat(text(
                        changed(
                                "select a\nfrom b\nwhere c\norder by d\nlimit 1",
                                "select a\nfrom b\nwhere c\n\torder by e\nlimit 1"),
                        false))
                .isEqualTo("""
                  ~ a  update  'A'
                      tasks[main].sql: the text changes
                        @@ -2,4 +2,4 @@
                         from b
                         where c
                        -order by d
                        +\\u0009order by e
                         limit 1
                """);
    }

    @Test
    void the_end_of_a_last_line_is_seen() {
        assertThat(text(changed("a\nb", "a\r\nb\n"), false)).contains("-a\n", "+a\\u000d\n", "+\n");
    }

    @Test
    void many_changed_lines_are_folded_and_too_many_are_not_compared() {
        assertThat(text(changed(lines(0, 100), lines(100, 200)), false)).contains("… and 182 lines more");
        assertThat(text(changed(lines(0, 100), lines(100, 200)), true)).contains("+line 199");
        assertThat(text(changed(lines(0, 5_000), lines(5_000, 10_000)), false))
                .contains("tasks[main].sql: \"line 0\\nline 1")
                .hasSizeLessThan(500);
    }
}
