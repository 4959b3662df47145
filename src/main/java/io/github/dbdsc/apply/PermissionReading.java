package io.github.dbdsc.apply;

import io.github.dbdsc.model.AccessControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came of reading jobs' permissions.
 *
 * @param granted what is granted on each job that could be read
 * @param failures why each of the others could not be read, in the user's words
 */
public record PermissionReading(Map<Long, AccessControl> granted, Map<Long, String> failures) {

    public PermissionReading {
        granted = Map.copyOf(granted);
        failures = Map.copyOf(failures);
    }

    /** The outcomes of a pass; failed for jobs whose permissions could not be read. */
    public List<Outcome> failing(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> failure(outcome.change().jobId())
                        .map(why ->
                                outcome.butFailed("its permissions were not read, so they stay as they are: " + why))
                        .orElse(outcome))
                .toList();
    }

    private Optional<String> failure(OptionalLong jobId) {
        return jobId.isPresent() ? Optional.ofNullable(failures.get(jobId.getAsLong())) : Optional.empty();
    }
}
