package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.notice.SampleRuns;
import org.junit.jupiter.api.Test;

class ReportSummaryTest {

    @Test
    void it_counts_what_was_applied_and_not_what_was_planned() {
        ReportSummary summary = ReportSummary.of(SampleRuns.eventful());

        assertThat(summary.written()).isEqualTo(new JobsWritten(1, 1, 0, 0));
        assertThat(summary.counts()).containsEntry("update", 2L);
        assertThat(summary.applied()).isEqualTo(2);
        assertThat(summary.json().path("created").asInt()).isEqualTo(1);
        assertThat(summary.json().path("deleted").asInt(-1)).isZero();
        assertThat(ReportSummary.ofLine(summary.line())).hasValue(summary);
    }

    @Test
    void one_of_an_earlier_version_has_only_the_sum() {
        String line = ReportSummary.of(SampleRuns.eventful())
                .line()
                .replaceAll("\"(created|updated|adopted|deleted)\":\\d+,", "");

        ReportSummary read = ReportSummary.ofLine(line).orElseThrow();

        assertThat(read.written()).isNull();
        assertThat(read.applied()).isEqualTo(2);
        assertThat(read.json().has("created")).isFalse();
        assertThat(read.line()).isEqualTo(line);
    }
}
