package io.github.dbdsc.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.Caller;
import io.github.dbdsc.model.Giver;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.SettingSource;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Difference;
import io.github.dbdsc.plan.Risk;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** A report as JSON: what the HTTP API answers, the command line prints and the report store keeps. */
public final class ReportJson {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String SETTINGS = "settings";

    /** The field of a change with what somebody should look at before it is applied. */
    static final String RISKS = "risks";

    /** Of a difference, that it comes from the policy; of a new job, the paths of the settings that do. */
    static final String POLICY = "policy";

    static final String MODE = "mode";

    /** The field of a report with how many jobs of the workspace are nobody's; left out where there are none. */
    static final String UNMANAGED = "unmanaged";

    /** Of a difference, the lines of definition and template that its value comes from. */
    static final String FROM = "from";

    /** A plan of more new jobs shows the settings of so many: nobody reads more, and an answer holds only so much. */
    private static final int MOST_SETTINGS = 1_000;

    private ReportJson() {}

    /**
     * Returns the whole report.
     *
     * @param verbose whether to include differences that do not count, with the reason
     */
    public static ObjectNode of(Report report, boolean verbose) {
        return ShownReport.of(of(report, report.outcomes(), verbose));
    }

    /**
     * Returns the report to store, as bytes since a report of many changes is large, in UTF-8. Leaves out jobs that are
     * as defined, as most are in most runs; the counts include them.
     */
    public static byte[] toKeep(Report report) {
        List<Outcome> listed = report.outcomes().stream()
                .filter(outcome -> outcome.change().action() != Action.NONE
                        || outcome.result() != Outcome.Result.UNCHANGED
                        || outcome.error().isPresent())
                .toList();
        try {
            return JSON.writeValueAsBytes(of(report, listed, false));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can't be written", e);
        }
    }

    private static ObjectNode of(Report report, List<Outcome> outcomes, boolean verbose) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        target(report.target(), json);
        json.put("runId", report.runId());
        json.put("dryRun", report.dryRun());
        if (!report.why().isEmpty()) {
            json.put("why", report.why());
        }
        if (report.caller() != null) {
            json.set("caller", caller(report.caller()));
        }
        json.put("fingerprint", report.fingerprint());
        ObjectNode counts = json.putObject("counts");
        report.counts().forEach(counts::put);
        if (report.unmanaged() != null && report.unmanaged().count() > 0) {
            json.put(UNMANAGED, report.unmanaged().count());
        }
        if (report.pending() != null) {
            json.set(PendingPlan.FIELD, report.pending().json());
        }
        ArrayNode changes = json.putArray("changes");
        int withSettings = 0;
        for (Outcome outcome : outcomes) {
            ObjectNode change = changes.addObject().setAll(change(outcome, verbose));
            if (report.dryRun() && change.has(SETTINGS) && ++withSettings > MOST_SETTINGS) {
                change.remove(SETTINGS);
            }
            if (outcome.change().action() != Action.NONE) {
                OriginJson.put(change, report.origin(outcome.change().key()));
            }
            if (report.leftOut(outcome)) {
                change.put(SingleChange.FINGERPRINT, SingleChange.fingerprint(outcome));
            }
        }
        ArrayNode blocked = json.putArray("blocked");
        report.blocked().forEach(key -> blocked.add(key.value()));
        json.set("problems", problems(report.problems()));
        report.objections().forEach(json.putArray("objections")::add);
        report.notes().forEach(json.putArray("notes")::add);
        json.put("calls", report.calls());
        json.put("startedAt", report.startedAt().toString());
        json.put("seconds", report.duration().toMillis() / 1000.0);
        return json;
    }

    private static ObjectNode change(Outcome outcome, boolean verbose) {
        Change change = outcome.change();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("key", change.key().value());
        json.put("name", change.name());
        json.put("action", lower(change.action()));
        outcome.jobId().ifPresent(id -> json.put("jobId", id));
        json.put("reason", change.reason());
        if (change.needsExplanation()) {
            json.put("explained", true);
        }
        json.set("differences", differences(change.differences()));
        List<String> risks = Risk.of(change);
        if (!risks.isEmpty()) {
            risks.forEach(json.putArray(RISKS)::add);
        }
        if (verbose) {
            json.set("suppressed", differences(change.suppressed()));
        }
        if (change.action() == Action.CREATE) {
            change.settings()
                    .ifPresent(
                            settings -> json.set(SETTINGS, settings.spelledOut().view()));
        }
        if (change.action() == Action.CREATE) {
            change.given().forEach((path, giver) -> json.withArrayProperty(word(giver))
                    .add(path));
        }
        json.put("outcome", lower(outcome.result()));
        if (change.hold() != null) {
            json.set("hold", hold(change.hold()));
        }
        outcome.error().ifPresent(error -> json.put("error", error));
        if (outcome.result() == Outcome.Result.APPLIED) {
            // so that a change can be undone
            change.actual().ifPresent(job -> json.set("before", before(job, change)));
        }
        return json;
    }

    /** Returns a caller, with words for people. */
    public static ObjectNode caller(Caller caller) {
        return caller.json().put("text", caller.text());
    }

    /** Returns a hold, with a sentence for people. */
    public static ObjectNode hold(Hold hold) {
        return hold.json().put("text", hold.sentence());
    }

    private static ObjectNode before(ActualJob job, Change change) {
        JobSettings settings = job.settings();
        return change.access()
                .map(access ->
                        settings.with(AccessControl.FIELD, access.actual().own().list()))
                .orElse(settings)
                .view();
    }

    private static ArrayNode differences(List<Difference> differences) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        differences.forEach(difference -> json.add(difference(difference)));
        return json;
    }

    private static ObjectNode difference(Difference difference) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("path", difference.path());
        json.set("before", nullIfMissing(difference.before()));
        json.set("after", nullIfMissing(difference.after()));
        json.put("cause", lower(difference.cause())).put("reason", difference.reason());
        SettingSource from = difference.from();
        if (!from.equals(SettingSource.UNKNOWN)) {
            ObjectNode lines = json.putObject(FROM);
            putUnlessEmpty(lines, "definition", from.definition());
            putUnlessEmpty(lines, "template", from.template());
        }
        return difference.giver() == null ? json : json.put(word(difference.giver()), true);
    }

    /** Writes what a document is about. A target without a name is called by its owner. */
    static ObjectNode target(Target target, ObjectNode json) {
        json.put("target", target.label());
        if (target.isNamed()) {
            json.put("owner", target.owner());
        }
        return json.put("workspace", target.workspace().toString());
    }

    private static String word(Giver giver) {
        return giver == Giver.POLICY ? POLICY : MODE;
    }

    private static void putUnlessEmpty(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }

    private static JsonNode nullIfMissing(JsonNode node) {
        return node.isMissingNode() ? JsonNodeFactory.instance.nullNode() : node;
    }

    /** Reports whether a report's plan changes anything. */
    public static boolean plansChanges(JsonNode report) {
        return SummaryLine.of(report).changes() > 0;
    }

    /** Reports whether a report's plan changes anything that somebody should look at first. */
    public static boolean plansRisks(JsonNode report) {
        return StreamSupport.stream(report.path("changes").spliterator(), false).anyMatch(change -> change.has(RISKS));
    }

    /** Returns a report without the jobs that are as defined; the counts still have them. */
    public static ObjectNode changesOnly(ObjectNode report) {
        ObjectNode shorter = report.deepCopy();
        ArrayNode changes = shorter.putArray("changes");
        report.path("changes").forEach(change -> {
            if (!change.path("action").asText().equals(lower(Action.NONE))
                    || change.has("error")
                    || change.has("hold")) {
                changes.add(change);
            }
        });
        return shorter;
    }

    /** Returns a report with the changes of one job only; the counts still have all. */
    public static ObjectNode only(JobKey key, ObjectNode report) {
        ObjectNode shorter = report.objectNode().setAll(report);
        ArrayNode changes = shorter.putArray("changes");
        report.path("changes").forEach(change -> {
            if (change.path("key").asText().equals(key.value())) {
                changes.add(change);
            }
        });
        ArrayNode blocked = shorter.putArray("blocked");
        report.path("blocked").forEach(held -> {
            if (held.asText().equals(key.value())) {
                blocked.add(held);
            }
        });
        return shorter;
    }

    /** Returns problems alone, in the form that a report has them. */
    public static ArrayNode problems(List<Problem> problems) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (Problem problem : problems) {
            json.addObject()
                    .put("severity", lower(problem.severity()))
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("message", problem.message());
        }
        return json;
    }

    /** Reads a problem from that form. */
    static Problem problem(JsonNode json) {
        return new Problem(
                Problem.Severity.valueOf(json.path("severity").asText().toUpperCase(Locale.ROOT)),
                json.path("file").asText(),
                json.path("line").asInt(),
                json.path("column").asInt(),
                json.path("message").asText());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
