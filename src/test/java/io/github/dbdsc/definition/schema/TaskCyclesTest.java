package io.github.dbdsc.definition.schema;

import static io.github.dbdsc.definition.schema.SettingsJson.findings;
import static io.github.dbdsc.definition.schema.SettingsJson.job;
import static io.github.dbdsc.definition.schema.SettingsJson.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TaskCyclesTest {

    private static String waiting(String key, String... keys) {
        return task(
                key,
                "'depends_on':["
                        + Stream.of(keys)
                                .map(before -> "{'task_key':'" + before + "'}")
                                .collect(Collectors.joining(","))
                        + "]");
    }

    @Test
    void tasks_that_can_take_turns_are_clean_in_any_order() {
        assertThat(findings(job(waiting("d", "b", "c"), waiting("c", "a"), waiting("b", "a", "a"), task("a"))))
                .isEmpty();
    }

    @Test
    void a_task_that_waits_for_itself_is_a_cycle() {
        assertThat(findings(job(waiting("a", "a"))))
                .containsExactly("ERROR tasks[a].depends_on: tasks wait for each other in a cycle: a → a;"
                        + " take one of these dependencies out");
    }

    @Test
    void a_cycle_is_named_without_those_that_only_lead_to_it_or_follow_it() {
        assertThat(findings(job(
                        waiting("after", "b"),
                        waiting("a", "c"),
                        waiting("b", "a"),
                        waiting("c", "b", "first"),
                        task("first"))))
                .containsExactly("ERROR tasks[b].depends_on: tasks wait for each other in a cycle: b → a → c → b;"
                        + " take one of these dependencies out");
    }

    @Test
    void each_of_several_cycles_is_named() {
        assertThat(findings(job(waiting("a", "b"), waiting("b", "a"), waiting("c", "d"), waiting("d", "c"))))
                .hasSize(2)
                .anyMatch(found -> found.contains("a → b → a"))
                .anyMatch(found -> found.contains("c → d → c"));
    }

    @Test
    void a_long_cycle_is_cut() {
        String[] tasks = IntStream.range(0, 12)
                .mapToObj(i -> waiting("t" + i, "t" + (i + 1) % 12))
                .toArray(String[]::new);

        assertThat(findings(job(tasks)))
                .singleElement()
                .asString()
                .contains("t0 → t1 → t2 → t3 → t4 → t5 → t6 → t7 → t8 → t9 → … 2 more → t0;");
    }

    @Test
    void a_chain_of_a_thousand_tasks_is_clean() {
        String[] tasks = IntStream.range(0, 1000)
                .mapToObj(i -> i == 999 ? task("t999") : waiting("t" + i, "t" + (i + 1)))
                .toArray(String[]::new);

        assertThat(findings(job(tasks))).isEmpty();
    }
}
