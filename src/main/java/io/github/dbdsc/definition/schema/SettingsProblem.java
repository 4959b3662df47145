package io.github.dbdsc.definition.schema;

import io.github.dbdsc.model.Problem.Severity;
import java.util.List;

/**
 * Something in settings that the user can put right.
 *
 * @param severity an error is what the service would refuse; a warning is what it may ignore or read differently
 * @param path as people write it: {@code tasks[main].new_cluster.num_workers}; {@code ""} for the settings as a whole
 * @param steps the same path as names of fields and indexes: {@code tasks}, {@code 0}, {@code new_cluster} …
 * @param message what is wrong and what to do about it, to be read after the path
 */
public record SettingsProblem(Severity severity, String path, List<String> steps, String message) {

    public SettingsProblem {
        steps = List.copyOf(steps);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns path and message in one. */
    public String sentence() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
