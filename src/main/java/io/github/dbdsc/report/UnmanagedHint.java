package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.VisibleText;
import java.util.Optional;

/** Says how many jobs of the workspace are nobody's, and what makes definitions of them. */
final class UnmanagedHint {

    private static final String EXPORT = "db-dsc-jobs export";

    private UnmanagedHint() {}

    /** Returns the sentence, without its period; empty where a report tells of no such job. */
    static Optional<String> sentence(JsonNode report) {
        long count = report.path(ReportJson.UNMANAGED).asLong();
        return count == 0
                ? Optional.empty()
                : Optional.of(
                        Counted.of(count, "job") + " of the workspace " + (count == 1 ? "is" : "are") + " nobody's");
    }

    /** Returns the sentence with the command. */
    static Optional<String> of(JsonNode report) {
        String target = report.has("owner") ? report.path("target").asText() : "";
        return sentence(report)
                .map(sentence -> sentence + ": " + EXPORT + " --unmanaged" + VisibleText.of(option(target))
                        + (report.path(ReportJson.UNMANAGED).asLong() == 1
                                ? " makes a definition of it."
                                : " makes definitions of them."));
    }

    /** Returns the command that makes definitions of all of them. */
    static String command(String target) {
        return EXPORT + " --unmanaged" + option(target) + " --folder .";
    }

    /** Returns the command that makes a definition of one of them. */
    static String command(String target, long jobId) {
        return EXPORT + " --id " + jobId + option(target) + " --folder .";
    }

    private static String option(String target) {
        return target.isEmpty() ? "" : " --target " + target;
    }
}
