package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.ExternalServiceException;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.settings.SettingsException;
import io.github.dbdsc.sync.RunLookup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs of several targets as one list: their ids tell them apart, and in which order they were asked for. */
final class KnownRuns {

    private final TargetServices targets;

    KnownRuns(TargetServices targets) {
        this.targets = targets;
    }

    /** What is known of a run, and whose it is. */
    record Found(String target, RunLookup.Found run) {}

    /**
     * Looks a run up in these targets, in their order.
     *
     * @throws SettingsException or {@link ExternalServiceException} when it is in none of those that can be looked at, and
     *     another of them can't
     */
    Optional<Found> find(String runId, List<String> among) {
        RuntimeException failure = null;
        for (String target : among) {
            try {
                Optional<RunLookup.Found> found =
                        RunLookup.find(targets.of(target).reports(), runId);
                if (found.isPresent()) {
                    return Optional.of(new Found(target, found.get()));
                }
            } catch (SettingsException | ExternalServiceException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    private record Entry(String target, ReportSummary run) {}

    /**
     * Lists the runs of these targets, newest first, and says whose can't be had.
     *
     * @param next begins the address of the next page
     * @throws SettingsException or {@link ExternalServiceException} when none can be had
     */
    ObjectNode list(List<String> among, @Nullable String before, int limit, String next) {
        List<Entry> found = new ArrayList<>();
        Map<String, RuntimeException> failures = new LinkedHashMap<>();
        for (String target : among) {
            try {
                targets.of(target).reports().list(before, limit + 1).forEach(run -> found.add(new Entry(target, run)));
            } catch (SettingsException | ExternalServiceException e) {
                failures.put(target, e);
            }
        }
        if (failures.size() == among.size()) {
            throw failures.values().iterator().next();
        }
        found.sort(Comparator.comparing((Entry entry) -> entry.run().runId()).reversed());
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode runs = page.putArray("runs");
        found.stream()
                .limit(limit)
                .forEach(entry ->
                        runs.add(TargetChoice.named(entry.target(), entry.run().json())));
        if (found.size() > limit) {
            page.put(
                    "next",
                    next + "limit=" + limit + "&before="
                            + found.get(limit - 1).run().runId());
        }
        if (!failures.isEmpty()) {
            ArrayNode unread = page.putArray("unread");
            failures.forEach((target, failure) ->
                    TargetChoice.named(target, unread.addObject()).put("error", failure.getMessage()));
        }
        return page;
    }
}
