package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/**
 * Whether a run left everything as defined, or a plan would: for callers that look at an answer's status only. Jobs without
 * a definition that are kept are no fault, nor is a delete that waits, nor a plan that needs somebody's approval.
 */
public enum Verdict {
    /** Everything is as defined; what a plan changes can be carried out. */
    AS_DEFINED,
    /** Something failed, was refused, is blocked or was withheld. */
    NOT_AS_DEFINED,
    /** The plan is no longer the one that was approved: nothing was done. */
    OTHER_PLAN;

    private static final Set<String> WRITES = Set.of("create", "update", "adopt", "delete");

    /** Returns the verdict on a report in JSON, of a run or of a plan. */
    public static Verdict of(JsonNode report) {
        boolean isPlan = report.path("dryRun").asBoolean();
        // an objection that is not to some changes is to the whole plan, and there is one reason for that
        if (!report.path("objections").isEmpty() && !any(report, "changes", Verdict::isWithheld)) {
            return OTHER_PLAN;
        }
        boolean isFaulty = report.at("/counts/failed").asLong() > 0
                || report.at("/counts/refused").asLong() > 0
                || !report.path("blocked").isEmpty()
                || any(report, "problems", problem -> problem.path("severity")
                        .asText()
                        .equals("error"))
                || (!isPlan && any(report, "changes", Verdict::isUndone));
        return isFaulty ? NOT_AS_DEFINED : AS_DEFINED;
    }

    /** Reports whether safety keeps a change from being carried out until somebody approves it. */
    private static boolean isWithheld(JsonNode change) {
        return has(change, "outcome", "refused")
                && WRITES.contains(change.path("action").asText());
    }

    private static boolean isUndone(JsonNode change) {
        boolean waits = has(change, "action", "delete") && change.has("error");
        return isWithheld(change) || (has(change, "outcome", "not_applied") && !waits);
    }

    private static boolean has(JsonNode change, String field, String value) {
        return change.path(field).asText().equals(value);
    }

    private static boolean any(JsonNode report, String field, Predicate<JsonNode> is) {
        return StreamSupport.stream(report.path(field).spliterator(), false).anyMatch(is);
    }
}
