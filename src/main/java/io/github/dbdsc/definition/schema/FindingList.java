package io.github.dbdsc.definition.schema;

import io.github.dbdsc.model.Problem.Severity;
import java.util.ArrayList;
import java.util.List;

/** Takes down findings in the order in which they are made. */
final class FindingList {

    private final List<Finding> found = new ArrayList<>();

    void error(SettingsPath path, String message) {
        found.add(new Finding(Severity.ERROR, path.text(), path.steps(), message));
    }

    void warning(SettingsPath path, String message) {
        found.add(new Finding(Severity.WARNING, path.text(), path.steps(), message));
    }

    List<Finding> toList() {
        return List.copyOf(found);
    }
}
