package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportMarkdown;
import io.github.dbdsc.report.ReportText;
import picocli.CommandLine.Option;

/** Options for the form of a report. */
final class ReportOptions {

    @Option(
            names = "--output",
            paramLabel = "FORM",
            description = "text, json or markdown: a comment for a pull request (default: text).")
    private Form form = Form.TEXT;

    @Option(names = "--changes-only", description = "Leave out the jobs that are as defined.")
    private boolean changesOnly;

    private enum Form {
        TEXT,
        JSON,
        MARKDOWN
    }

    boolean isText() {
        return form == Form.TEXT;
    }

    /** Prints a report. */
    void print(ObjectNode report, Terminal terminal) {
        ObjectNode shown = changesOnly ? ReportJson.changesOnly(report) : report;
        switch (form) {
            case JSON -> terminal.print(shown);
            case TEXT -> terminal.out().print(ReportText.of(shown, terminal.style()));
            case MARKDOWN -> terminal.out().print(ReportMarkdown.of(shown));
        }
        terminal.out().flush();
    }
}
