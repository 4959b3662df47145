package io.github.dbdsc.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Answers of the HTTP API about a realistic installation: a data platform's jobs, some of which need attention. */
final class SampleAnswers {

    static final String WORKSPACE = "https://adb-5938211746035712.12.azuredatabricks.net";
    static final String RUN = "20261122T154200Z-3fa94c";

    /** The plan's. */
    static final String FINGERPRINT = "74b8c7a2f09fec2727cf3eab305de6562c3b5404dc0e0eef21e3959e7cb7df65";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final DateTimeFormatter RUN_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final List<String> AREAS =
            List.of("finance", "sales", "supply", "marketing", "customer", "platform", "risk", "hr");
    private static final List<String> WORK =
            List.of("orders", "invoices", "ledger", "forecast", "stock", "campaigns", "churn", "access", "events");

    private SampleAnswers() {}

    /** Reads an answer from a file beside the tests. */
    static ObjectNode of(String file) throws IOException {
        try (InputStream content = SampleAnswers.class.getResourceAsStream(file + ".json")) {
            return (ObjectNode) JSON.readTree(Objects.requireNonNull(content, file));
        }
    }

    /** Returns the jobs of the file, and others that are in sync, up to this many. */
    static ObjectNode jobs(int amount) throws IOException {
        ObjectNode answer = of("jobs");
        ArrayNode jobs = (ArrayNode) answer.get("jobs");
        for (int i = jobs.size(); i < amount; i++) {
            String key = AREAS.get(i % AREAS.size()) + "/" + WORK.get(i / AREAS.size() % WORK.size()) + "-" + (100 + i);
            long id = 410_000_000_000_000L + i * 7919L;
            jobs.addObject()
                    .put("key", key)
                    .put("name", key.substring(key.indexOf('/') + 1) + " (" + AREAS.get(i % AREAS.size()) + ", prod)")
                    .put("status", "in-sync")
                    .put("jobId", id)
                    .put("link", WORKSPACE + "/jobs/" + id)
                    .put("reason", "as defined")
                    .put("runId", RUN);
        }
        return answer;
    }

    /** Returns the jobs of the workspace that are nobody's: some of people, and of a user who is gone. */
    static ObjectNode unmanaged(int amount) throws IOException {
        ObjectNode answer = of("jobs").without(List.of("jobs"));
        ObjectNode unmanaged = answer.putObject("unmanaged")
                .put("count", amount)
                .put("runId", RUN)
                .put("asOf", "2026-11-22T15:42:00Z")
                .put("command", "db-dsc-jobs export --unmanaged --folder .");
        ArrayNode jobs = unmanaged.putArray("jobs");
        for (int i = 0; i < Math.min(amount, 1000); i++) {
            long id = 9_007_199_254_741_000L + i * 67L;
            ObjectNode job = jobs.addObject()
                    .put("jobId", id)
                    .put("name", AREAS.get(i % AREAS.size()) + " " + WORK.get(i % WORK.size()) + ", try " + i)
                    .put("created", NOON.minus(Duration.ofHours(i)).toString())
                    .put("link", WORKSPACE + "/jobs/" + id)
                    .put("command", "db-dsc-jobs export --id " + id + " --folder .");
            if (i % 5 != 4) {
                job.put("creator", i % 2 == 0 ? "ann@contoso.example" : "bob@contoso.example");
            }
        }
        return answer;
    }

    /** Returns the jobs with how many of the workspace are nobody's. */
    static ObjectNode jobsBeside(int unmanaged) throws IOException {
        ObjectNode answer = jobs(412);
        answer.putObject("unmanaged").put("count", unmanaged).put("runId", RUN).put("asOf", "2026-11-22T15:42:00Z");
        return answer;
    }

    /** Returns what is known of the job {@code customer/churn-score}. */
    static ObjectNode job() throws IOException {
        ObjectNode answer = of("jobs");
        ArrayNode jobs = answer.arrayNode().add(answer.at("/jobs/0"));
        answer.set("jobs", jobs);
        answer.putObject("definition")
                .put("path", "jobs/customer/churn-score.json")
                .put("text", "{\n  \"name\": \"Churn score\",\n  \"workers\": 8\n}\n")
                .put("commit", "3fa94c1e6b2d0f7755aa1c0d9be8e0a7c4d2f613")
                .put("author", "Zoë Müller")
                .put("committedAt", "2026-11-22T11:31:04Z");
        return answer;
    }

    /** Returns what a report has of it. */
    static ObjectNode reportOfJob() throws IOException {
        ObjectNode report = carriedOut(of("plan"));
        report.set("changes", report.arrayNode().add(report.at("/changes/0")));
        return report;
    }

    /** Returns its history. */
    static ObjectNode history() {
        ObjectNode answer = runs(0, 5);
        ArrayNode runs = (ArrayNode) answer.get("runs");
        happened(runs, 0, "update", "applied")
                .put("morePaths", 2)
                .putArray("paths")
                .add("tasks[score].new_cluster.num_workers")
                .add("tasks[score].timeout_seconds");
        ((ObjectNode) runs.get(0)).put("runId", RUN);
        ((ObjectNode) runs.at("/0/job"))
                .putObject("definition")
                .put("commit", "3fa94c1e6b2d0f7755aa1c0d9be8e0a7c4d2f613")
                .put("author", "Zoë Müller")
                .put("committedAt", "2026-11-22T11:31:04Z");
        ((ObjectNode) runs.at("/0/job"))
                .putObject("template")
                .put("commit", "77ab20c4")
                .put("author", "Bob");
        happened(runs, 1, "update", "failed")
                .put("error", "HTTP 400 INVALID_PARAMETER_VALUE: num_workers is not a number");
        happened(runs, 2, "blocked", "not_applied").put("error", "jobs/customer/churn-score.json:3:14: not JSON");
        happened(runs, 3, "delete", "applied").put("reason", "jobs/customer/churn-score.json is gone");
        happened(runs, 4, "create", "applied").put("reason", "it is new");
        return answer;
    }

    private static ObjectNode happened(ArrayNode runs, int run, String action, String outcome) {
        return ((ObjectNode) runs.get(run))
                .putObject("job")
                .put("key", "customer/churn-score")
                .put("name", "Churn score (prod)")
                .put("action", action)
                .put("outcome", outcome);
    }

    /** Returns a page of runs, the newest first: one every half hour, most of which find nothing to do. */
    static ObjectNode runs(int first, int amount) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = answer.putArray("runs");
        for (int i = first; i < first + amount; i++) {
            Instant startedAt = NOON.minus(Duration.ofMinutes(30L * i));
            int applied = i % 3 == 0 ? i * 7 % 19 : i % 11 == 0 ? 31 : 0;
            int failed = i % 13 == 4 ? 2 : 0;
            int refused = i % 17 == 9 ? 1 : 0;
            ObjectNode run = runs.addObject();
            run.put("runId", RUN_TIME.format(startedAt) + String.format(Locale.ROOT, "-%06x", 0x3fa94c + i * 7919))
                    .put("startedAt", startedAt.toString())
                    .put("seconds", 1.2 + applied * 0.35)
                    .put("dryRun", false)
                    .put("why", i % 5 == 0 ? "schedule" : i % 5 == 3 ? "http" : "jobs/finance/ledger.json landed");
            run.putObject("counts")
                    .put("create", applied / 4)
                    .put("update", applied - applied / 4)
                    .put("adopt", 0)
                    .put("delete", 0)
                    .put("none", 412 - applied)
                    .put("orphan", 2)
                    .put("refused", refused)
                    .put("failed", failed);
            run.put("applied", applied);
            if (i != 3) { // an earlier version made that one
                int deleted = applied > 0 && i % 9 == 0 ? 1 : 0;
                run.put("created", applied / 4)
                        .put("updated", applied - applied / 4 - deleted)
                        .put("adopted", 0)
                        .put("deleted", deleted);
            }
            run.put("problems", failed > 0 ? 1 : 0)
                    .put("status", failed > 0 ? "failed" : refused > 0 ? "refused" : "ok");
        }
        return answer;
    }

    /** Returns a report like this one, of a run that carried it out. */
    static ObjectNode carriedOut(ObjectNode plan) {
        ObjectNode report = plan.deepCopy();
        report.put("dryRun", false).put("runId", RUN).put("calls", 14).put("seconds", 3.4);
        for (JsonNode change : report.get("changes")) {
            if (change.path("outcome").asText().equals("not_applied")) {
                ((ObjectNode) change).put("outcome", "applied");
            }
        }
        return report;
    }
}
