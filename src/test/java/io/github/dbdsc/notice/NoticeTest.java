package io.github.dbdsc.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.notice.Notice.Event;
import io.github.dbdsc.notice.Notice.Item;
import io.github.dbdsc.report.Report;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private static Notice notice(Report report) {
        return Notice.of(report).orElseThrow();
    }

    @Test
    void a_run_that_went_well_makes_no_notice() {
        assertThat(Notice.of(SampleRuns.run())).isEmpty();
        assertThat(Notice.of(SampleRuns.run(SampleRuns.created("a"), SampleRuns.updated("b"))))
                .isEmpty();
    }

    @Test
    void a_dry_run_makes_no_notice_whatever_it_found() {
        assertThat(Notice.of(SampleRuns.dryRun(SampleRuns.refused("a"), SampleRuns.failed("b", "HTTP 403"))))
                .isEmpty();
    }

    @Test
    void a_warning_alone_makes_no_notice_but_an_error_does() {
        Problem warning = Problem.warning("templates/a.jinja2", 1, 1, "undefined name");
        Problem error = Problem.error("jobs/a.json", 3, 7, "not JSON");

        assertThat(Notice.of(SampleRuns.report(false, List.of(), List.of(warning), List.of())))
                .isEmpty();
        assertThat(notice(SampleRuns.report(false, List.of(), List.of(warning, error), List.of()))
                        .items())
                .containsExactly(new Item(Event.FAILED, "jobs/a.json:3:7", "not JSON"));
    }

    @Test
    void an_error_that_the_run_before_did_not_find_waits_for_the_next_but_a_failed_write_does_not() {
        Problem known = Problem.error("jobs/a.json", 3, 7, "not JSON");
        Problem recent = Problem.error("jobs/b.json", 1, 1, "there is no template 'later.jinja2'");
        Report report = SampleRuns.report(
                        false, List.of(SampleRuns.failed("c", "HTTP 403")), List.of(known, recent), List.of())
                .with(List.of(), List.of(recent), null);

        assertThat(notice(report).items())
                .containsExactly(
                        new Item(Event.FAILED, "c", "HTTP 403"), new Item(Event.FAILED, "jobs/a.json:3:7", "not JSON"));
        assertThat(Notice.of(SampleRuns.report(false, List.of(), List.of(recent), List.of())
                        .with(List.of(), List.of(recent), null)))
                .isEmpty();
    }

    @Test
    void everything_is_listed_with_its_reason_and_the_worst_comes_first() {
        Notice notice = notice(SampleRuns.eventful());

        assertThat(notice.event()).isEqualTo(Event.FAILED);
        assertThat(notice.items())
                .extracting(Item::event, Item::subject)
                .containsExactly(
                        tuple(Event.FAILED, "etl/daily"),
                        tuple(Event.FAILED, "jobs/broken.json:3:7"),
                        tuple(Event.REFUSED, ""),
                        tuple(Event.REFUSED, "other"),
                        tuple(Event.CORRECTED, "weekly"));
        assertThat(notice.items().get(3).text()).isEqualTo("job 8 of this name was made by bob@example.com");
        assertThat(notice.omitted()).isZero();
    }

    @Test
    void corrected_drift_names_the_fields_and_not_their_values() {
        Notice notice = notice(SampleRuns.run(SampleRuns.corrected("weekly"), SampleRuns.createdAgain("gone")));

        assertThat(notice.event()).isEqualTo(Event.CORRECTED);
        assertThat(notice.items())
                .extracting(Item::line)
                .containsExactly(
                        "weekly: changed in the workspace and put back: timeout_seconds",
                        "gone: it was deleted in the workspace and is there again");
    }

    @Test
    void drift_that_could_not_be_corrected_is_a_failure_only() {
        assertThat(notice(SampleRuns.run(SampleRuns.failed("a", "HTTP 403"))).items())
                .containsExactly(new Item(Event.FAILED, "a", "HTTP 403"));
    }

    @Test
    void only_the_first_things_are_listed_one_by_one() {
        Outcome[] outcomes = IntStream.range(0, 5_000)
                .mapToObj(number -> SampleRuns.failed("job-" + number, "HTTP 403"))
                .toArray(Outcome[]::new);

        Notice notice = notice(SampleRuns.run(outcomes));

        assertThat(notice.items()).hasSize(Notice.MOST_ITEMS);
        assertThat(notice.omitted()).isEqualTo(5_000 - Notice.MOST_ITEMS);
    }

    @Test
    void texts_are_one_line_of_limited_length_and_keep_their_characters_whole() {
        Item item = new Item(Event.FAILED, "a\nb\u0000c", "x" + "😀".repeat(400));

        assertThat(item.subject()).isEqualTo("a b c");
        assertThat(item.text()).hasSizeLessThanOrEqualTo(300).endsWith("😀…");
    }
}
