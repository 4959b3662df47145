package io.github.dbdsc.packaged;

import io.github.dbdsc.packaged.Relay.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was observed of one cold start.
 *
 * @param marks what happened when, in milliseconds after the process was started, in the order of a run
 * @param busy milliseconds that all its threads together spent on processors until it had answered
 * @param invoking milliseconds of these that were the invoking thread's
 */
record Observation(Map<String, Long> marks, long busy, long invoking) {

    /** What the name of the state's container adds to that of the definitions' container. */
    static final String STATE = "-state";

    private static final Pattern TIMES = Pattern.compile("TIMES (\\d+) (\\d+) (\\d+) (\\d+)");

    /**
     * Combines what the process printed with what the relays recorded.
     *
     * @param container the definitions' container
     */
    static Observation of(
            long started,
            String output,
            String container,
            List<Exchange> blobs,
            List<Exchange> tokens,
            List<Exchange> workspace) {
        Matcher times = TIMES.matcher(output);
        if (!times.find()) {
            throw new IllegalArgumentException("no times in " + output);
        }
        Map<Boolean, List<Exchange>> byState = blobs.stream()
                .collect(Collectors.partitioningBy(exchange -> exchange.line().contains(container + STATE)));
        Map<String, Long> marks = new LinkedHashMap<>();
        marks.put("the JVM runs `main`", Long.parseLong(times.group(1)));
        put(marks, "definitions", byState.getOrDefault(false, List.of()));
        put(marks, "state", byState.getOrDefault(true, List.of()));
        put(marks, "token", tokens);
        put(marks, "workspace", workspace);
        marks.put("**the plan is answered**", Long.parseLong(times.group(2)));
        marks.replaceAll((mark, time) -> time - started);
        return new Observation(marks, Long.parseLong(times.group(3)), Long.parseLong(times.group(4)));
    }

    private static void put(Map<String, Long> marks, String what, List<Exchange> exchanges) {
        if (!exchanges.isEmpty()) {
            marks.put(
                    what + " asked for",
                    exchanges.stream().mapToLong(Exchange::sent).min().orElseThrow());
            marks.put(
                    what + " there",
                    exchanges.stream().mapToLong(Exchange::answered).max().orElseThrow());
        }
    }
}
