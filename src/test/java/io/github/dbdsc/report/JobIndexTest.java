package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.notice.SampleRuns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIndexTest {

    private static final Commit COMMIT = new Commit("3fa94c1e6b2d", "Zoë", "2026-11-22T10:15:00+01:00");

    /** Returns entries as long as they get. */
    private static List<JobInRun> jobs(int amount) {
        return IntStream.range(0, amount)
                .mapToObj(number -> new JobInRun(
                        new JobKey("etl/täglich-" + number),
                        "x".repeat(500),
                        "update",
                        "failed",
                        OptionalLong.of(number),
                        List.of("y".repeat(500), "tasks[main].timeout_seconds"),
                        3,
                        "🚀".repeat(500),
                        "z".repeat(500),
                        new Origin(COMMIT, null)))
                .toList();
    }

    @Test
    void entries_of_what_a_run_did_tell_who_did_it_and_leave_out_what_is_as_defined() {
        Report report = SampleRuns.eventful();
        Origin origin = new Origin(COMMIT, new Commit("77", "Bob", ""));
        Report known = new Report(
                report.target(),
                report.runId(),
                false,
                report.why(),
                report.fingerprint(),
                report.outcomes(),
                List.of(new JobKey("broken"), new JobKey("by-template")),
                report.problems(),
                List.of(),
                List.of(),
                1,
                report.startedAt(),
                report.duration(),
                List.of(),
                Map.of(new JobKey("weekly"), origin),
                null,
                null,
                null);

        List<JobInRun> entries = JobInRun.in(known);

        assertThat(entries)
                .extracting(job -> job.key() + " " + job.action() + " " + job.outcome())
                .containsExactly(
                        "new create applied",
                        "other refused refused",
                        "etl/daily update failed",
                        "weekly update applied",
                        "broken blocked not_applied",
                        "by-template blocked not_applied");
        assertThat(entries.get(1).reason()).contains("bob@example.com");
        assertThat(entries.get(2).error()).contains("INVALID_PARAMETER_VALUE");
        assertThat(entries.get(3).paths()).containsExactly("timeout_seconds");
        assertThat(entries.get(3).reason()).isEmpty();
        assertThat(entries.get(3).origin()).isEqualTo(origin);
        assertThat(entries.get(4).error()).isEqualTo("jobs/broken.json:3:7: not JSON: a comma is missing");
        assertThat(entries.get(5).error()).contains("its template or vars.json has an error");
        assertThat(entries)
                .allSatisfy(entry -> assertThat(JobInRun.of(entry.json())).isEqualTo(entry));
    }

    @Test
    void an_entry_is_short_however_much_there_is_to_say() {
        JobInRun longest = jobs(1).get(0);

        assertThat(longest.json().toString()).hasSizeLessThan(1_400).contains("…");
        assertThat(JobInRun.of(longest.json())).isEqualTo(longest);
    }

    @Test
    void the_line_has_the_entries_of_a_few_jobs_and_a_filter_of_many_and_always_fits() {
        JobIndex few = JobIndex.of(jobs(1));
        assertThat(few.entries()).isEmpty();
        assertThat(JobIndex.look(few.line(), new JobKey("etl/täglich-0"))).hasValue(jobs(1));
        assertThat(JobIndex.look(few.line(), new JobKey("etl"))).hasValue(List.of());

        for (int amount : new int[] {2, 50, 1_000, 10_000}) {
            JobIndex many = JobIndex.of(jobs(amount));
            assertThat(many.line())
                    .hasSizeLessThanOrEqualTo(JobIndex.LONGEST_LINE)
                    .matches("\\p{ASCII}+");
            JobKey last = new JobKey("etl/täglich-" + (amount - 1));
            assertThat(JobIndex.look(many.line(), last)).isEmpty();
            assertThat(JobIndex.in(many.entries().orElseThrow(), last))
                    .containsExactly(jobs(amount).get(amount - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 1_000, 5_000})
    void a_filter_holds_all_its_keys_and_few_others(int amount) {
        List<JobKey> keys = jobs(amount).stream().map(JobInRun::key).toList();

        KeyFilter filter = KeyFilter.ofText(KeyFilter.of(keys).text()).orElseThrow();

        assertThat(keys).allMatch(filter::mayHold);
        long wrong = IntStream.range(0, 10_000)
                .filter(number -> filter.mayHold(new JobKey("other/" + number)))
                .count();
        assertThat(wrong).isLessThan(amount <= 1_000 ? 60 : 2_500);
    }

    @Test
    void what_no_version_wrote_is_no_entry() {
        JobKey key = new JobKey("a");
        for (String line : List.of("", "[", "[1,null,{}]", "[{\"key\":\"a\"", "8.", "0.AAAA", "8.*", "x.AAAA", "{}")) {
            assertThat(JobIndex.look(line, key)).as(line).isEqualTo(Optional.of(List.of()));
        }
        assertThat(JobIndex.in("nonsense".getBytes(StandardCharsets.UTF_8), key))
                .isEmpty();
    }

    @Test
    void an_index_that_ends_too_early_or_has_other_types_is_read_as_far_as_it_goes() {
        JobKey key = new JobKey("etl/täglich-0");
        for (String line :
                List.of(JobIndex.of(jobs(1)).line(), JobIndex.of(jobs(9)).line())) {
            for (int end = 0; end < line.length(); end++) {
                assertThat(JobIndex.look(line.substring(0, end), key)).isNotNull();
            }
        }
        String odd = "[{\"key\":\"a\",\"paths\":3,\"jobId\":\"x\",\"definition\":[],\"template\":{\"commit\":{}}}]";
        assertThat(JobIndex.look(odd, new JobKey("a")).orElseThrow())
                .singleElement()
                .satisfies(job -> assertThat(job.origin()).isEqualTo(Origin.UNKNOWN));
    }

    @Test
    void a_run_that_had_nothing_to_do_has_no_index() {
        assertThat(JobIndex.of(SampleRuns.run()).isEmpty()).isTrue();
        assertThat(JobIndex.of(SampleRuns.report(
                                false, List.of(), List.of(Problem.warning("vars.json", 1, 1, "odd")), List.of()))
                        .isEmpty())
                .isTrue();
    }
}
