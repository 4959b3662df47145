package io.github.dbdsc.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.function.RunLog;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportMarkdown;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.ReportText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who asked for a run stands wherever the run is told of. */
class CallerToldTest {

    private static final Caller ANN = new Caller(Caller.Kind.PERSON, "ann@contoso.example", "id-1");

    private static Report by(@Nullable Caller caller) {
        Report report = SampleRuns.eventful();
        return new Report(
                report.target(),
                report.runId(),
                report.dryRun(),
                report.why(),
                report.fingerprint(),
                report.outcomes(),
                report.blocked(),
                report.problems(),
                report.objections(),
                report.notes(),
                report.calls(),
                report.startedAt(),
                report.duration(),
                List.of(),
                Map.of(),
                null,
                caller,
                null);
    }

    private static String notice(Report report, NoticeFormat format) {
        return format.body(Notice.of(report).orElseThrow(), null).toString();
    }

    @Test
    void in_reports_notices_lists_and_logs() {
        Report report = by(ANN);

        assertThat(ReportJson.of(report, false).path("caller"))
                .hasToString("{\"kind\":\"person\",\"name\":\"ann@contoso.example\",\"id\":\"id-1\","
                        + "\"text\":\"ann@contoso.example (id-1)\"}");
        assertThat(ReportText.of(report, AnsiStyle.PLAIN)).contains("Asked for by ann@contoso.example (id-1)\n");
        assertThat(ReportMarkdown.of(ReportJson.of(report, false)))
                .contains("Asked for by `ann@contoso.example (id-1)`.");
        assertThat(ReportSummary.ofLine(ReportSummary.of(report).line())
                        .orElseThrow()
                        .caller())
                .isEqualTo(ANN);
        assertThat(RunLog.line(report, null))
                .contains("\"caller\":{\"kind\":\"person\",\"name\":\"ann@contoso.example\"");
        for (NoticeFormat format : NoticeFormat.values()) {
            assertThat(notice(report, format)).contains("asked for by ann@contoso.example (id-1)");
        }
        SyncRequest request = SampleRuns.request("").by(ANN);
        assertThat(NoticeFormat.SLACK
                        .body(Notice.givenUp(request, "prod", "storage is away"), null)
                        .toString())
                .contains("(asked for by ann@contoso.example (id-1))");
    }

    @Test
    void and_nowhere_where_nobody_asked() {
        Report report = by(null);

        assertThat(ReportJson.of(report, false).has("caller")).isFalse();
        assertThat(ReportText.of(report, AnsiStyle.PLAIN)).doesNotContain("Asked for");
        assertThat(ReportMarkdown.of(ReportJson.of(report, false))).doesNotContain("Asked for");
        assertThat(RunLog.line(report, null)).doesNotContain("caller");
        assertThat(notice(report, NoticeFormat.JSON)).doesNotContain("caller", "asked for");
    }
}
