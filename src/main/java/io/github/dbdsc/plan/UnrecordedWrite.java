package io.github.dbdsc.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.JobSettings;
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
        boolean isAsWanted = byRules.differences().stream().allMatch(field -> known.contains(field.path()));
        if (!isAsWanted) {
            return false;
        }
        List<Difference> defined =
                found.differences().stream().filter(field -> !field.isDrift()).toList();
        Set<String> explained = paths(byRules.suppressed());
        explained.removeAll(paths(byRules.unclear()));
        return !defined.isEmpty()
                && defined.stream().allMatch(field -> hasChanged(field.path()))
                && found.differences().stream()
                        .filter(Difference::isDrift)
                        .allMatch(field -> explained.contains(field.path()) || isEmptyAndGone(field));
    }

    /** The service shows an empty object, or none, as it likes once a job is written. */
    private static boolean isEmptyAndGone(Difference field) {
        return field.before().isEmpty()
                && field.before().isContainerNode()
                && field.after().isMissingNode();
    }

    /**
     * Reports whether the workspace certainly shows a field otherwise than right after the last write on record. Of what
     * an operator may set that is not known, and of an object only when it is gone.
     */
    private boolean hasChanged(String path) {
        JsonNode then = echo.values().get(path);
        JsonNode before = then == null ? SettingsLookup.at(applied.settings().view(), path, fields) : then;
        SettingsLookup now = SettingsLookup.find(actual.view(), path, fields);
        if (now == null) {
            return !before.isMissingNode() && !before.isNull();
        }
        return !before.isObject() && !fields.isOperators(now.place()) && !ExactWalk.same(before, now.value());
    }

    private static Set<String> paths(List<Difference> differences) {
        return differences.stream().map(Difference::path).collect(Collectors.toSet());
    }
}
