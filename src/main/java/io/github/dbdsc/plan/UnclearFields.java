package io.github.dbdsc.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fields of jobs that stay as they are, of which nothing says whether the service filled them in or somebody set them.
 * They are named while nothing is known of the jobs, and shown as taken away by the update that takes them.
 */
final class UnclearFields {

    private static final int NAMED = 3;

    private UnclearFields() {}

    /** Names these fields; empty when there are none. */
    static Optional<String> note(List<Change> changes) {
        List<Change> unclear = changes.stream()
                .filter(change -> change.keepsSettings() && change.comparison().echo() == null)
                .filter(change -> !change.comparison().unclear().isEmpty())
                .toList();
        if (unclear.isEmpty()) {
            return Optional.empty();
        }
        String named = unclear.stream()
                .flatMap(change -> change.comparison().unclear().stream()
                        .map(field -> field.path() + " of " + change.key().value()))
                .limit(NAMED)
                .collect(Collectors.joining(", "));
        long fields = unclear.stream()
                .mapToLong(change -> change.comparison().unclear().size())
                .sum();
        return Optional.of("it can't be told whether the service filled in or somebody set: " + named
                + (fields > NAMED ? " and " + (fields - NAMED) + " more fields" : "")
                + "; nothing is written for that, and an update of the job would remove it");
    }
}
