package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.VisibleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A report as a comment for a pull request, in GitHub's Markdown, which Azure DevOps reads too: counts in the heading,
 * what is risky first, then problems, changes folded by kind. Foreign text stands only in code spans and blocks of code, where neither markup
 * nor the names of people mean anything, and can't end them.
 */
public final class ReportMarkdown {

    /** GitHub takes 65,536 characters. */
    static final int MOST_CHARACTERS = 60_000;

    /** The sentence on what was left out is not longer. */
    private static final int FOR_THE_REST = 700;

    private static final List<String> FOLDED = List.of("create", "update", "adopt", "delete", "orphan", "none");

    private final JsonNode report;
    private final SummaryLine summary;

    private ReportMarkdown(JsonNode report) {
        this.report = report;
        this.summary = SummaryLine.of(report);
    }

    /**
     * Returns a report as Markdown of less than 60,000 characters. Its first line is a comment that shows nowhere and is the
     * same for each report on the same target, so that a later one can replace an earlier one.
     */
    public static String of(ObjectNode report) {
        return new ReportMarkdown(report).write(MOST_CHARACTERS);
    }

    /** Returns the same in fewer characters. */
    static String of(ObjectNode report, int mostCharacters) {
        return new ReportMarkdown(report).write(mostCharacters);
    }

    private String write(int mostCharacters) {
        String begin = mark() + "\n## " + heading() + "\n\n" + about() + "\n";
        String end = "\n" + fingerprint();
        List<MarkdownSection> sections = new ArrayList<>();
        sections.add(MarkdownSection.list("Risky", "risky changes", risky()));
        sections.add(MarkdownSection.list("Problems", "problems", problems()));
        sections.add(MarkdownSection.list("Notes", "notes", notes()));
        FOLDED.forEach(kind -> sections.add(folded(kind)));
        sections.add(held());
        StringBuilder text = new StringBuilder(begin);
        int left = mostCharacters - begin.length() - end.length() - FOR_THE_REST;
        List<String> leftOut = new ArrayList<>();
        for (MarkdownSection section : sections) {
            MarkdownSection.Written written = section.within(left);
            text.append(written.text());
            left -= written.text().length();
            if (written.leftOut() > 0) {
                leftOut.add(written.leftOut() + " of " + section.items().size() + " " + section.what());
            }
        }
        if (!leftOut.isEmpty()) {
            text.append("\n**Not shown here, since a comment holds only so much:** ")
                    .append(String.join(", ", leftOut))
                    .append(". The plan as text or JSON has them all.\n");
        }
        return text.append(end).toString();
    }

    private String mark() {
        String whose =
                report.path("target").asText() + " " + report.path("workspace").asText();
        return "<!-- db-dsc-jobs: "
                + whose.replaceAll("[^A-Za-z0-9_.:/ -]", "_").replaceAll("--+", "_") + " -->";
    }

    private String heading() {
        List<String> counts = new ArrayList<>();
        if (summary.errors() > 0) {
            counts.add(summary.errors() + (summary.errors() == 1 ? " error" : " errors"));
        }
        for (String kind : List.of("refused", "failed", "create", "update", "adopt", "delete")) {
            long count = count(kind);
            if (count > 0) {
                counts.add(count + (FOLDED.contains(kind) ? " to " : " ") + kind);
            }
        }
        if (summary.held() > 0) {
            counts.add(summary.held() + " held");
        }
        return (isPlan() ? "Plan: " : "Run: ") + (counts.isEmpty() ? "no changes" : String.join(", ", counts));
    }

    private String about() {
        String counts = count("none") + " in sync" + (count("orphan") == 0 ? "" : ", " + count("orphan") + " orphan");
        return "The jobs of " + code(report.path("target").asText()) + " in "
                + code(report.path("workspace").asText()) + ": " + counts + "."
                + (isPlan() ? "" : " " + summary.applied() + " applied, run " + code(summary.runId()) + ".")
                + (report.path("caller").has("text")
                        ? " Asked for by "
                                + code(report.path("caller").path("text").asText()) + "."
                        : "")
                + UnmanagedHint.sentence(report)
                        .map(sentence -> " " + sentence + ".")
                        .orElse("");
    }

    private boolean isPlan() {
        return report.path("dryRun").asBoolean();
    }

    private long count(String kind) {
        return report.path("counts").path(kind).asLong();
    }

    private List<String> risky() {
        List<String> lines = new ArrayList<>();
        report.path("changes").forEach(change -> change.path(ReportJson.RISKS)
                .forEach(risk -> lines.add("- " + key(change.path("key")) + " " + code(risk.asText()) + "\n")));
        return lines;
    }

    private List<String> problems() {
        List<String> lines = new ArrayList<>();
        report.path("objections").forEach(objection -> lines.add("- **Refused:** " + code(objection.asText()) + "\n"));
        StreamSupport.stream(report.path("problems").spliterator(), false)
                .map(ReportJson::problem)
                .sorted(Comparator.comparing(problem -> !problem.isError()))
                .forEach(problem -> lines.add((problem.isError() ? "- **Error** in " : "- **Warning** in ")
                        + code(VisibleText.escaped(problem.place())) + ": " + code(problem.message()) + "\n"));
        report.path("changes").forEach(change -> {
            String key = key(change.path("key"));
            if (change.path("action").asText().equals("refused") && !isHeld(change)) {
                lines.add("- **Refused** for " + key + ": "
                        + code(change.path("reason").asText()) + "\n");
            } else if (change.has("error")) {
                lines.add("- For " + key + ", " + ChangeText.howItEnded(change)
                        + code(change.path("error").asText()) + "\n");
            }
        });
        report.path("blocked").forEach(key -> lines.add("- **Held back:** " + key(key) + "\n"));
        return lines;
    }

    private List<String> notes() {
        return StreamSupport.stream(report.path("notes").spliterator(), false)
                .map(note -> "- " + code(note.asText()) + "\n")
                .toList();
    }

    private MarkdownSection folded(String kind) {
        List<String> jobs = StreamSupport.stream(report.path("changes").spliterator(), false)
                .filter(change -> change.path("action").asText().equals(kind) && !isHeld(change))
                .map(ChangeText::plain)
                .toList();
        String title =
                switch (kind) {
                    case "orphan" -> "without a definition, kept";
                    case "none" -> "in sync";
                    default -> "to " + kind;
                };
        return MarkdownSection.folded(jobs.size() + " " + title, "jobs " + title, jobs);
    }

    private MarkdownSection held() {
        List<String> jobs = StreamSupport.stream(report.path("changes").spliterator(), false)
                .filter(ReportMarkdown::isHeld)
                .map(ChangeText::plain)
                .toList();
        return MarkdownSection.folded(jobs.size() + " held", "jobs held", jobs);
    }

    private static boolean isHeld(JsonNode change) {
        return change.path("outcome").asText().equals("held");
    }

    private String fingerprint() {
        if (!isPlan()) {
            return "";
        }
        String fingerprint = report.path("fingerprint").asText();
        return summary.changes() == 0
                ? "Nothing is to be applied.\n"
                : "**To apply it**, have these files uploaded, as a merge does where the pipeline uploads. "
                        + code("db-dsc-jobs sync " + ofTarget("--target ", " ") + "--plan " + fingerprint) + " or "
                        + code("POST /api/sync?" + ofTarget("target=", "&") + "plan=" + fingerprint)
                        + " carries out this plan and no other.\n\nFingerprint: " + code(fingerprint) + "\n";
    }

    /** Returns the name of the target between these texts; {@code ""} where it has none: then it is called by its owner. */
    private String ofTarget(String before, String after) {
        return report.has("owner") ? before + report.path("target").asText() + after : "";
    }

    /** Returns a key so that one can't pass for another. */
    private static String key(JsonNode key) {
        return code(VisibleText.escaped(key.asText()));
    }

    /** Returns text as a span of code, which more backticks begin and end than there are inside. */
    static String code(String text) {
        String visible = MarkdownSection.cut(VisibleText.escaped(VisibleText.of(text)));
        String fence = "`".repeat(MarkdownSection.longestBackticks(visible) + 1);
        String gap = visible.isEmpty() || visible.startsWith("`") || visible.endsWith("`") ? " " : "";
        return fence + gap + visible + gap + fence;
    }
}
