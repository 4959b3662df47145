package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.JobFilter;
import io.github.dbdsc.report.UnmanagedFilter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query of {@code GET /api/jobs}.
 *
 * @param key the only job to show; null for all
 * @param withSettings whether to show what the workspace has
 * @param summary whether to show how many jobs are in each state, and not the jobs
 * @param unmanaged whether to show the jobs of the workspace that are nobody's, in place of the target's
 * @param given the parameters that leave jobs out, in the order of their names; empty where all are shown
 * @param admission by which way the caller came, and the next page is to be asked for
 */
record JobsQuery(
        @Nullable JobKey key,
        boolean withSettings,
        boolean summary,
        boolean unmanaged,
        Map<String, String> given,
        Admission admission) {

    private static final String KEY = "key";
    private static final String SETTINGS = "settings";
    private static final String STATE = "state";
    private static final String PREFIX = "prefix";
    private static final String TEXT = "q";
    private static final String LIMIT = "limit";
    private static final String AFTER = "after";
    private static final String SUMMARY = "summary";
    private static final String UNMANAGED = "unmanaged";
    private static final List<String> FILTERS = List.of(STATE, PREFIX, TEXT, LIMIT, AFTER);

    /** Those that are about jobs of definitions. */
    private static final List<String> OF_DEFINITIONS = List.of(STATE, PREFIX);

    static final List<String> NAMES =
            List.of(TargetChoice.PARAMETER, KEY, SETTINGS, STATE, PREFIX, TEXT, LIMIT, AFTER, SUMMARY, UNMANAGED);

    private static final int HIGHEST_LIMIT = 1000;

    /**
     * Reads the query.
     *
     * @throws HttpProblem when a parameter is not understood, or makes no sense beside another
     */
    static JobsQuery of(HttpQuery query, Admission admission) {
        JobKey key = query.key().orElse(null);
        boolean withSettings = query.isOn(SETTINGS);
        if (withSettings && key == null) {
            throw HttpProblem.notUnderstood(
                    "the query parameter settings is about one job; name it with the parameter key");
        }
        Map<String, String> given = new TreeMap<>();
        FILTERS.forEach(name -> query.value(name).ifPresent(value -> given.put(name, checked(name, value))));
        if (key != null && !given.isEmpty()) {
            throw HttpProblem.notUnderstood("the query parameter " + KEY + " names one job; leave out "
                    + String.join(", ", given.keySet()) + ", or the key");
        }
        boolean summary = query.isOn(SUMMARY);
        if (summary && (key != null || !given.isEmpty())) {
            throw HttpProblem.notUnderstood("the query parameter " + SUMMARY + " is about all jobs; leave out "
                    + (key != null ? KEY : String.join(", ", given.keySet())) + ", or it");
        }
        boolean unmanaged = query.isOn(UNMANAGED);
        if (unmanaged) {
            requireSense(key, summary, given);
        }
        query.value(TargetChoice.PARAMETER).ifPresent(target -> given.put(TargetChoice.PARAMETER, target));
        return new JobsQuery(key, withSettings, summary, unmanaged, given, admission);
    }

    /** Refuses what no job has that is nobody's. */
    private static void requireSense(@Nullable JobKey key, boolean summary, Map<String, String> given) {
        List<String> others = Stream.of(
                        key == null ? Stream.<String>empty() : Stream.of(KEY),
                        summary ? Stream.of(SUMMARY) : Stream.<String>empty(),
                        OF_DEFINITIONS.stream().filter(given::containsKey))
                .flatMap(names -> names)
                .toList();
        if (!others.isEmpty()) {
            throw HttpProblem.notUnderstood("the query parameter " + UNMANAGED
                    + " is about jobs without a definition; leave out " + String.join(", ", others) + ", or it");
        }
        String after = given.getOrDefault(AFTER, "0");
        if (!after.matches("[0-9]{1,18}")) {
            throw HttpProblem.notUnderstood(
                    "the query parameter " + AFTER + " must be the id of a job beside " + UNMANAGED);
        }
    }

    /** Returns the same query for one target. */
    JobsQuery ofTarget(String target) {
        Map<String, String> one = new TreeMap<>(given);
        one.put(TargetChoice.PARAMETER, target);
        return new JobsQuery(key, withSettings, summary, unmanaged, one, admission);
    }

    private static String checked(String name, String value) {
        if (value.isBlank()) {
            throw HttpProblem.notUnderstood(
                    "the query parameter " + name + " is blank; give it a value or leave it out");
        }
        if (name.equals(STATE)) {
            states(value).stream()
                    .filter(word -> !JobFilter.STATES.contains(word))
                    .findFirst()
                    .ifPresent(word -> {
                        throw HttpProblem.notUnderstood("the query parameter state has '" + VisibleText.escaped(word)
                                + "'; there are, separated by commas: " + String.join(", ", JobFilter.STATES));
                    });
        }
        if (name.equals(LIMIT) && !isLimit(value)) {
            throw HttpProblem.notUnderstood("the query parameter limit must be a number from 1 to " + HIGHEST_LIMIT);
        }
        return value;
    }

    private static boolean isLimit(String value) {
        return value.matches("[0-9]{1,4}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= HIGHEST_LIMIT;
    }

    private static Set<String> states(String value) {
        return Arrays.stream(value.split(",", -1)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the document with the jobs that are asked for, and the address of the next page where more follow. */
    ObjectNode filtered(ObjectNode document) {
        if (unmanaged) {
            filter(document);
            return document;
        }
        if (summary) {
            JobFilter.count(document);
            return document;
        }
        if (given.keySet().stream().anyMatch(FILTERS::contains)) {
            String last = filter().applyTo(document);
            if (last != null) {
                document.put("next", admission.address("/jobs?") + withAfter(last));
            }
        }
        return document;
    }

    private void filter(ObjectNode document) {
        String after = given.get(AFTER);
        new UnmanagedFilter(given.getOrDefault(TEXT, ""), limit(), after == null ? null : Long.valueOf(after))
                .applyTo(document)
                .ifPresent(last -> document.put("next", admission.address("/jobs?") + withAfter(Long.toString(last))));
    }

    private @Nullable Integer limit() {
        String limit = given.get(LIMIT);
        return limit == null ? null : Integer.valueOf(limit);
    }

    private JobFilter filter() {
        return new JobFilter(
                given.containsKey(STATE) ? states(given.getOrDefault(STATE, "")) : Set.of(),
                given.getOrDefault(PREFIX, ""),
                given.getOrDefault(TEXT, ""),
                limit(),
                given.get(AFTER));
    }

    /** Returns the parameters that leave jobs out, so that no two queries are written alike. */
    String written() {
        return admission.address("/jobs?")
                + written(given)
                + (summary ? "&" + SUMMARY : "")
                + (unmanaged ? "&" + UNMANAGED : "");
    }

    private String withAfter(String last) {
        Map<String, String> next = new TreeMap<>(given);
        next.put(AFTER, last);
        if (unmanaged) {
            next.put(UNMANAGED, "true");
        }
        return written(next);
    }

    private static String written(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .collect(Collectors.joining("&"));
    }
}
