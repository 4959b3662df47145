package io.github.dbdsc.function;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of {@code POST /api/sync}.
 *
 * @param request what is asked for
 * @param patience how long the caller waits for the report
 */
record SyncQuery(SyncRequest request, Duration patience) {

    private static final Set<String> NAMES = Set.of("dryRun", "prune", "key", "plan", "wait");

    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(25);

    /** In seconds: an HTTP answer of a function app must begin within 230 seconds. */
    private static final int LONGEST_WAIT = 200;

    /** The host's own parameters, which it may leave in the query. */
    private static final Set<String> OF_THE_HOST = Set.of("code", "clientId");

    /**
     * Reads the query; a parameter that is there without a value is on.
     *
     * @throws HttpProblem when a parameter is unknown or not understood
     */
    static SyncQuery of(Map<String, String> query) {
        for (String name : query.keySet()) {
            if (!NAMES.contains(name) && !OF_THE_HOST.contains(name)) {
                throw HttpProblem.notUnderstood(
                        "there is no query parameter '" + name + "'; there are dryRun, prune, key, plan and wait");
            }
        }
        SyncRequest request = SyncRequest.SYNC
                .dryRun(on("dryRun", query))
                .prune(on("prune", query))
                .only(Optional.ofNullable(query.get("key")).map(SyncQuery::key).orElse(null))
                .approving(Optional.ofNullable(query.get("plan"))
                        .map(SyncQuery::fingerprint)
                        .orElse(null));
        return new SyncQuery(
                request,
                Optional.ofNullable(query.get("wait")).map(SyncQuery::seconds).orElse(DEFAULT_WAIT));
    }

    private static boolean on(String name, Map<String, String> query) {
        String value = query.get(name);
        if (value == null) {
            return false;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "", "true" -> true;
            case "false" -> false;
            default -> throw HttpProblem.notUnderstood("the query parameter " + name + " must be true or false");
        };
    }

    private static JobKey key(String value) {
        if (value.isBlank()) {
            throw HttpProblem.notUnderstood("the query parameter key must be a definition's path, like etl/daily");
        }
        return new JobKey(value);
    }

    private static Duration seconds(String value) {
        if (value.matches("[0-9]{1,3}") && Integer.parseInt(value) <= LONGEST_WAIT) {
            return Duration.ofSeconds(Integer.parseInt(value));
        }
        throw HttpProblem.notUnderstood(
                "the query parameter wait must be a number of seconds from 0 to " + LONGEST_WAIT);
    }

    private static String fingerprint(String value) {
        if (!value.matches("[0-9a-f]{64}")) {
            throw HttpProblem.notUnderstood(
                    "the query parameter plan must be a plan's fingerprint, 64 hexadecimal digits");
        }
        return value;
    }
}
