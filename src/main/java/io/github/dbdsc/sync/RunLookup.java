package io.github.dbdsc.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunIds;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.report.ShownReport;
import io.github.dbdsc.report.SingleChange;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Looks up the report of a run, or how far it is. */
public final class RunLookup {

    /** How many times one run may be covered by the next. A covering run soon has its report, so one step is usual. */
    private static final int MOST_STEPS = 5;

    private static final String COVERED_BY = "coveredBy";
    private static final JsonMapper JSON = new JsonMapper();

    private RunLookup() {}

    /**
     * A run that was found.
     *
     * @param pending whether the run has yet to end
     * @param document the report; where there is none, the run's id and status
     */
    public record Found(boolean pending, ObjectNode document) {

        /** Reports whether the run has ended with a report; otherwise it is pending, or ended without one. */
        public boolean isReport() {
            return document.has("changes");
        }

        /** Reports whether this is the report of a run that was stopped before it had written everything. */
        boolean wasStopped() {
            return !SingleChange.left(document).isEmpty();
        }
    }

    /**
     * Finds the report of a run, or of the run that did its work, which is then named in {@code coveredBy}. Where the run was
     * stopped and another one goes on with it, that is named in {@code continuedBy}.
     *
     * @return empty when there is none
     * @throws StoreException when it can't be read
     */
    public static Optional<Found> find(ReportStore reports, String runId) {
        String current = runId;
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<ObjectNode> document = reports.read(current).map(RunLookup::parsed);
            if (document.isEmpty()) {
                return Optional.empty();
            }
            String status = document.get().path("status").asText().toUpperCase(Locale.ROOT);
            if (!status.equals(RunStatus.COVERED.name())) {
                boolean pending = isPending(status);
                Found found = found(runId, current, pending, document.get());
                if (found.wasStopped()) {
                    String next = RunIds.following(current);
                    reports.read(next).ifPresent(other -> found.document().put("continuedBy", next));
                }
                return Optional.of(found);
            }
            current = document.get().path(COVERED_BY).asText();
        }
        return Optional.empty();
    }

    /** Returns what is recorded of a run itself, whoever did its work. */
    static Optional<JsonNode> entry(ReportStore reports, String runId) {
        return reports.read(runId).map(RunLookup::parsed);
    }

    private static boolean isPending(String status) {
        return Arrays.stream(RunStatus.values())
                .anyMatch(known -> known.isPending() && known.name().equals(status));
    }

    private static Found found(String asked, String current, boolean pending, ObjectNode document) {
        if (!asked.equals(current)) {
            document.put(COVERED_BY, current);
            if (pending) {
                document.put("runId", asked);
            }
        }
        return new Found(pending, document);
    }

    private static ObjectNode parsed(String json) {
        try {
            if (JSON.readTree(json) instanceof ObjectNode document) {
                return ShownReport.of(document);
            }
        } catch (JsonProcessingException e) {
            // reported below, without the content
        }
        throw new StoreException("A stored report is not JSON. Look at it in the state container, under reports/.");
    }
}
