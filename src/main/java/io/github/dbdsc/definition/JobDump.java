package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognises what calls of the Jobs API answer or take around the settings of a job, where the settings should be. */
final class JobDump {

    private static final String ANSWER = "settings";
    private static final String REQUEST = "new_settings";
    private static final String LISTING = "jobs";

    /** Jobs API 2.2: fields of a job that stand beside its settings. Any of them gives a dump away. */
    private static final List<String> OF_JOBS = List.of("job_id", "creator_user_name", "created_time");

    /** More such fields. */
    private static final List<String> READ_ONLY = List.of(
            "run_as_user_name",
            "effective_budget_policy_id",
            "effective_usage_policy_id",
            "trigger_state",
            "has_more",
            "next_page_token");

    private JobDump() {}

    /**
     * What a dump is.
     *
     * @param field the field that gives it away
     * @param sentence what it is and which part to keep, to be read after its name
     */
    record Finding(String field, String sentence) {}

    /** Returns what a rendered text is instead of settings; empty when it is not a dump. */
    static Optional<Finding> in(ObjectNode rendered) {
        boolean hasOfJobs = false;
        for (String field : OF_JOBS) {
            hasOfJobs |= rendered.has(field);
        }
        if (!hasOfJobs && rendered.has("name")) {
            return Optional.empty(); // as nearly always
        }
        if (rendered.path(LISTING).isArray() && !rendered.has("tasks")) {
            return Optional.of(new Finding(
                    LISTING,
                    "is what 'jobs list' answers, not the settings of a job; keep what is inside \"" + ANSWER
                            + "\" of one element, in a file for each job"));
        }
        List<String> fields =
                rendered.properties().stream().map(Map.Entry::getKey).toList();
        Optional<Finding> around = Stream.of(ANSWER, REQUEST)
                .filter(field -> rendered.path(field).isObject())
                .findFirst()
                .map(field -> finding(field, fields));
        return around.isPresent() || !hasOfJobs
                ? around
                : Optional.of(new Finding(
                        ofJobs(fields).get(0),
                        "has " + named(fields) + ", which 'jobs get' answers beside the settings and nobody can set;"
                                + " keep the settings and take the rest away"));
    }

    /**
     * Returns that a definition is a dump; empty when it does not look like one. Templates may use one as it is, so it is
     * only worth saying when the definition is no good.
     */
    static Optional<Problem> of(JobDefinition definition) {
        Map<String, Object> values = definition.values();
        return Stream.of(ANSWER, REQUEST)
                .filter(field -> values.get(field) instanceof Map)
                .filter(field -> !ofJobs(values.keySet()).isEmpty())
                .findFirst()
                .map(field -> finding(field, values.keySet()))
                .map(found -> definition.text().at(found.field(), "the file " + found.sentence()));
    }

    private static Finding finding(String around, Collection<String> fields) {
        String what = around.equals(ANSWER) ? "is what 'jobs get' answers" : "is the body of a call of 'jobs reset'";
        String others = ofJobs(fields).isEmpty() ? "" : ", without " + named(fields);
        return new Finding(
                around, what + ", not the settings of a job; keep what is inside \"" + around + "\"" + others);
    }

    private static List<String> ofJobs(Collection<String> fields) {
        return Stream.concat(OF_JOBS.stream(), READ_ONLY.stream())
                .filter(fields::contains)
                .toList();
    }

    private static String named(Collection<String> fields) {
        return ofJobs(fields).stream().collect(Collectors.joining(", "));
    }
}
