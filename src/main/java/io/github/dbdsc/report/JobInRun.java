package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Origin;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What a run did with one job, in short: an entry of the job's history. The run's report has the rest.
 *
 * @param key its definition's key
 * @param name its display name; shortened
 * @param action as in a report; {@code blocked} where an error in its definition held it back
 * @param outcome as in a report
 * @param jobId its id; empty when there is none
 * @param paths the first of the fields that differed; each shortened
 * @param morePaths how many others there were
 * @param reason why, where that is more than the action says; shortened, {@code ""} when there is no more to say
 * @param error why it was not carried out as planned; shortened, {@code ""} when it was
 * @param origin who changed its files
 */
public record JobInRun(
        JobKey key,
        String name,
        String action,
        String outcome,
        OptionalLong jobId,
        List<String> paths,
        int morePaths,
        String reason,
        String error,
        Origin origin) {

    private static final int MOST_PATHS = 5;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_PATH = 120;
    private static final int LONGEST_SENTENCE = 300;

    public JobInRun {
        name = shortened(name, LONGEST_NAME);
        paths = paths.stream().map(path -> shortened(path, LONGEST_PATH)).toList();
        reason = shortened(reason, LONGEST_SENTENCE);
        error = shortened(error, LONGEST_SENTENCE);
    }

    private static String shortened(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }

    /** Returns the jobs that a run wrote, tried to write, refused, put off, left alone since it is held or waits for approval, or held back, in the order of the report. */
    static List<JobInRun> in(Report report) {
        List<JobInRun> jobs = new ArrayList<>();
        for (Outcome outcome : report.outcomes()) {
            if (isTold(outcome)) {
                jobs.add(of(outcome, report.origin(outcome.change().key())));
            }
        }
        for (JobKey key : report.blocked()) {
            jobs.add(blocked(key, report));
        }
        return jobs;
    }

    /** What a run that was stopped has left is told by the run that goes on with it. */
    private static boolean isTold(Outcome outcome) {
        return switch (outcome.result()) {
            case APPLIED, FAILED, PENDING, REFUSED, HELD, WAITING -> true;
            case UNCHANGED, NOT_APPLIED -> outcome.error().isPresent();
        };
    }

    private static JobInRun of(Outcome outcome, Origin origin) {
        Change change = outcome.change();
        List<String> paths = change.action() == Action.REFUSED
                ? List.of()
                : change.differences().stream().map(Difference::path).toList();
        return new JobInRun(
                change.key(),
                change.name(),
                lower(change.action()),
                lower(outcome.result()),
                outcome.jobId(),
                paths.stream().limit(MOST_PATHS).toList(),
                Math.max(0, paths.size() - MOST_PATHS),
                paths.isEmpty() || change.needsExplanation() ? change.reason() : "",
                outcome.error().orElse(""),
                origin);
    }

    private static JobInRun blocked(JobKey key, Report report) {
        String error = report.problems().stream()
                .filter(problem -> problem.isError() && problem.file().equals(key.path()))
                .findFirst()
                .map(problem -> problem.place() + ": " + problem.message())
                .or(() -> report.problems().stream()
                        .filter(Problem::isError)
                        .findFirst()
                        .map(problem -> "its template or vars.json has an error, perhaps " + problem.place()))
                .orElse("");
        return new JobInRun(
                key,
                key.value(),
                "blocked",
                lower(Outcome.Result.NOT_APPLIED),
                OptionalLong.empty(),
                List.of(),
                0,
                "",
                error,
                report.origin(key));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the entry as the HTTP API shows it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("key", key.value())
                .put("name", name)
                .put("action", action)
                .put("outcome", outcome);
        jobId.ifPresent(id -> json.put("jobId", id));
        if (!paths.isEmpty()) {
            ArrayNode list = json.putArray("paths");
            paths.forEach(list::add);
        }
        if (morePaths > 0) {
            json.put("morePaths", morePaths);
        }
        if (!reason.isEmpty()) {
            json.put("reason", reason);
        }
        if (!error.isEmpty()) {
            json.put("error", error);
        }
        OriginJson.put(json, origin);
        return json;
    }

    /** Reads an entry from that form; what is not there is empty. */
    static JobInRun of(JsonNode json) {
        List<String> paths = new ArrayList<>();
        json.path("paths").forEach(path -> paths.add(path.asText()));
        return new JobInRun(
                new JobKey(json.path("key").asText()),
                json.path("name").asText(),
                json.path("action").asText(),
                json.path("outcome").asText(),
                json.has("jobId") ? OptionalLong.of(json.path("jobId").asLong()) : OptionalLong.empty(),
                paths,
                json.path("morePaths").asInt(),
                json.path("reason").asText(),
                json.path("error").asText(),
                OriginJson.of(json));
    }
}
