package io.github.dbdsc.template;

import io.github.dbdsc.template.value.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises Databricks' own references, {@code {{job.id}}} or {@code {{secrets/a/b}}}, where a template has no such
 * value: it would have to leave them alone, and Jinja2 takes them for its own. A {@code job.name} that is missing is
 * ours: definitions have one.
 *
 * @see <a href="https://learn.microsoft.com/azure/databricks/jobs/dynamic-value-references">dynamic value references</a>
 */
final class DatabricksReference {

    private static final Pattern PRINTED = Pattern.compile("\\{\\{(?<inside>[^{}]*)}}");

    private static final String MEMBER = "(?:\\.[\\w\\-.\\[\\]' ]+)";

    private static final Pattern KNOWN = Pattern.compile(String.join(
            "|",
            "job\\.(?:id|run_id|repair_count|start_date)",
            "job\\.(?:start_time|parameters|trigger)" + MEMBER,
            "task\\.(?:name|run_id|execution_count|notebook_path|attempt_number)",
            "tasks\\.[^.]+" + MEMBER,
            "run" + MEMBER,
            "workspace\\.(?:id|url)",
            "backfill" + MEMBER,
            "input" + MEMBER + "?",
            "secrets/[^/]+/[^/]+",
            "job_id|run_id|parent_run_id|task_key|task_retry_count|start_date|start_time"));

    private DatabricksReference() {}

    /** Returns the end of a message about what stands there; {@code ""} where it is no such reference. */
    static String hint(String source, Position place) {
        return source.lines()
                .skip(place.line() - 1L)
                .findFirst()
                .flatMap(line -> in(line, place.column() - 1))
                .map(reference -> "; if Databricks is to fill it in, write {% raw %}" + reference + "{% endraw %}")
                .orElse("");
    }

    /** Returns the reference around a column of a line. */
    private static Optional<String> in(String line, int column) {
        Matcher printed = PRINTED.matcher(line);
        while (printed.find()) {
            if (printed.start() <= column && column < printed.end()) {
                return Optional.of(printed.group())
                        .filter(text ->
                                KNOWN.matcher(printed.group("inside").strip()).matches());
            }
        }
        return Optional.empty();
    }
}
