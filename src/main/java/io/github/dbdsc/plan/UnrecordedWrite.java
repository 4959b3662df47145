package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recognises that an earlier run has written a job and could not record it: the process ended, or the store was down. Then
 * the definition is not what was recorded, but the workspace has changed since in just these fields, to what the
 * definition asks for. Writing that again would do no harm and would cost a call for each job.
 */
record UnrecordedWrite(JobSettings wanted, JobSettings actual, AppliedJob applied, Echo echo, JobFields fields) {

    /**
     * Reports whether the workspace has what the definition asks for by now.
     *
     * @param found the differences from what is recorded
     * @param byRules the comparison of the job with the definition, as if nothing was recorded
     */
    boolean explains(Comparison found, Comparison byRules) {
        Set<String> known = paths(found.suppressed());
        boolean holds = byRules.differences().stream().allMatch(field -> known.contains(field.path()));
        if (!holds) {
            return false;
        }
        List<Difference> defined =
                found.differences().stream().filter(field -> !field.isDrift()).toList();
        Set<String> explained = paths(byRules.suppressed());
        explained.removeAll(paths(byRules.unclear()));
        Set<String> changed = changed();
        return !defined.isEmpty()
                && defined.stream().allMatch(field -> isAmong(changed, field.path()) && isAsWanted(field.path()))
                && found.differences().stream()
                        .filter(Difference::isDrift)
                        .allMatch(field -> isFilledIn(field, explained) || isEmptyAndGone(field));
    }

    /** A rule says more of fields that the definition sets than that the service filled them in: there it may be drift. */
    private static boolean isFilledIn(Difference field, Set<String> explained) {
        return field.after().isMissingNode() && explained.contains(field.path());
    }

    /**
     * Reports whether a field is shown exactly as the definition wants it. Rules tolerate more than what a write makes:
     * somebody may have changed just this field by hand.
     */
    private boolean isAsWanted(String path) {
        SettingsLookup shown = SettingsLookup.find(actual.view(), path, fields);
        JsonNode own = SettingsLookup.at(wanted.view(), path, fields);
        return ExactEquality.same(shown.place(), own, shown.value(), fields);
    }

    /** The service shows an empty object, or none, as it likes once a job is written. */
    private static boolean isEmptyAndGone(Difference field) {
        return field.before().isEmpty()
                && field.before().isContainerNode()
                && field.after().isMissingNode();
    }

    /** Returns where the workspace shows anything else than right after the last write on record. */
    private Set<String> changed() {
        Set<String> changed = new HashSet<>(echo.values().keySet());
        for (Echoes.Part part : Echoes.parts(applied.settings(), actual, fields)) {
            String path = part.place().path();
            JsonNode before = echo.values().get(path);
            if (before == null) {
                changed.add(path);
            } else if (ExactEquality.same(part.place(), before, part.value(), fields)) {
                changed.remove(path);
            }
        }
        return changed;
    }

    private static boolean isAmong(Set<String> changed, String path) {
        return changed.stream()
                .anyMatch(
                        other -> ExactComparison.isAtOrBelow(path, other) || ExactComparison.isAtOrBelow(other, path));
    }

    private static Set<String> paths(List<Difference> differences) {
        return differences.stream().map(Difference::path).collect(Collectors.toSet());
    }
}
