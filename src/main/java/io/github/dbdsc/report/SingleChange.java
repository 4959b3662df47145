package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.plan.Change;
import io.github.dbdsc.plan.Fingerprint;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A change by itself, to be recognised in a later plan.
 *
 * @param key its definition's
 * @param fingerprint that of a plan with this change alone
 */
public record SingleChange(String key, String fingerprint) {

    static final String FINGERPRINT = "fingerprint";

    private static SingleChange of(Change change) {
        return new SingleChange(change.key().value(), Fingerprint.of(List.of(change)));
    }

    /** Returns what a plan would write. */
    public static Set<SingleChange> planned(Report plan) {
        return plan.outcomes().stream()
                .map(Outcome::change)
                .filter(change -> change.action().writes() && !change.isHeld())
                .map(SingleChange::of)
                .collect(Collectors.toSet());
    }

    /** Returns the changes before which a run was stopped, from its stored report; none where it was not. */
    public static Set<SingleChange> left(JsonNode report) {
        return StreamSupport.stream(report.path("changes").spliterator(), false)
                .filter(change -> change.has(FINGERPRINT))
                .map(change -> new SingleChange(
                        change.path("key").asText(), change.path(FINGERPRINT).asText()))
                .collect(Collectors.toSet());
    }

    /** Returns a fingerprint for the stored report, see {@link #left}. */
    static String fingerprint(Outcome outcome) {
        return of(outcome.change()).fingerprint();
    }
}
