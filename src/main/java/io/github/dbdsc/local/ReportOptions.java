package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.report.Detail;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportMarkdown;
import io.github.dbdsc.report.ReportText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options for the form of a report. */
final class ReportOptions {

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text, json or markdown: a comment for a pull request (default: text).")
    private Form form = Form.TEXT;

    @ArgGroup
    private Jobs jobs = new Jobs();

    /** Which jobs are shown: one of these, or by the form. */
    private static final class Jobs {

        @Option(names = "--changes-only", description = "Leave out of JSON the jobs that are as defined.")
        private boolean changesOnly;

        @Option(
                names = "--all",
                description = "List also the jobs that are as defined, which text and Markdown only count.")
        private boolean all;
    }

    private enum Form {
        TEXT,
        JSON,
        MARKDOWN
    }

    boolean isText() {
        return form == Form.TEXT;
    }

    /**
     * Prints a report.
     *
     * @param whole whether text shows long values to their end
     */
    void print(ObjectNode report, boolean whole, Terminal terminal) {
        switch (form) {
            case JSON -> terminal.print(jobs.changesOnly ? ReportJson.changesOnly(report) : report);
            case TEXT -> terminal.out().print(ReportText.of(report, terminal.style(), new Detail(jobs.all, whole)));
            case MARKDOWN ->
                terminal.out().print(ReportMarkdown.of(jobs.all ? report : ReportJson.changesOnly(report)));
        }
        terminal.out().flush();
    }
}
