package io.github.dbdsc.benchmark;

import io.github.dbdsc.benchmark.WorkspaceProcess.Calls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One case as it was measured.
 *
 * @param name what the pass was about
 * @param calls what was called
 * @param expected how often each operation should have been called
 * @param spent what it took
 * @param bound the least time that these calls can take
 * @param goal the ratio of the time to its bound that was to be reached; infinite where there is no goal
 */
record Measured(
        String name, Calls calls, Map<String, Integer> expected, Cost.Spent spent, Duration bound, double goal) {

    static final String HEAD = """
            | case | calls | time | bound | ratio | processor | peak heap |
            |---|---|---:|---:|---:|---:|---:|""";

    double ratio() {
        return (double) spent.wall().toNanos() / bound.toNanos();
    }

    /** A row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s%s | %.2f s | %.2f s | %.2f | %.2f s | %d MB |",
                name,
                counts(calls.byOperation()),
                calls.refused() == 0 ? "" : ", " + calls.refused() + " of them refused",
                seconds(spent.wall()),
                seconds(bound),
                ratio(),
                seconds(spent.processor()),
                spent.heap());
    }

    private static String counts(Map<String, Integer> byOperation) {
        return byOperation.isEmpty()
                ? "none"
                : byOperation.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** The goals that were missed, in words. */
    List<String> missed() {
        List<String> missed = new ArrayList<>();
        if (calls.refused() == 0 && !calls.byOperation().equals(expected)) {
            missed.add(name + ": " + counts(calls.byOperation()) + " instead of " + counts(expected));
        }
        if (calls.refused() * 100 > calls.count()) {
            missed.add(name + ": " + calls.refused() + " of " + calls.count() + " calls were answered 429");
        }
        if (ratio() > goal) {
            missed.add(String.format(Locale.ROOT, "%s: ratio %.2f instead of at most %.2f", name, ratio(), goal));
        }
        return missed;
    }
}
