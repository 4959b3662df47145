package io.github.dbdsc.template;

import io.github.dbdsc.template.value.PythonError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Makes every call of {@link HeavyCalls} and prints the slowest, in seconds of processor time: the goal is one second for
 * each. Also prints the calls that take more memory than their steps allow, and ends with 1 if there is one or the goal is
 * missed. Takes half an hour on a machine that does nothing else; with two numbers, m and n, makes only every n-th call from
 * the m-th on.
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-Xmx1g -cp %classpath io.github.dbdsc.template.HeavyCallsBenchmark 0 1"</pre>
 */
public final class HeavyCallsBenchmark {

    private static final int SLOWEST = 10;
    private static final double GOAL = 1.0;
    private static final int TOLD_EVERY = 5_000;

    /** A call that seems slow is made again, so that the JVM's own work does not count. */
    private static final int TRIES = 3;

    private record Made(HeavyCalls.Call call, double seconds) {}

    private HeavyCallsBenchmark() {}

    public static void main(String[] arguments) {
        int first = Integer.parseInt(arguments[0]);
        int every = Integer.parseInt(arguments[1]);
        HeavyCalls heavy = HeavyCalls.once();
        List<HeavyCalls.Call> calls = heavy.all();
        List<Made> made = new ArrayList<>();
        boolean failed = false;
        for (int i = first; i < calls.size(); i += every) {
            HeavyCalls.Call call = calls.get(i);
            try {
                CallCost cost = CallCost.of(heavy.ready(call));
                double seconds = cost.seconds();
                for (int n = 1; n < TRIES && seconds > GOAL / 4; n++) {
                    seconds = Math.min(seconds, CallCost.of(heavy.ready(call)).seconds());
                }
                made.add(new Made(call, seconds));
                if (seconds > GOAL) {
                    failed = true;
                    System.out.println("too slow: " + call + ": " + seconds + " s");
                }
                if (cost.isTooLarge()) {
                    failed = true;
                    System.out.println("too much memory: " + call + ": " + cost);
                }
            } catch (PythonError e) {
                continue; // such arguments do not even compile
            }
            if (made.size() % TOLD_EVERY == 0) {
                System.out.println(made.size() + " calls made of at most " + calls.size() / every);
            }
        }
        made.sort(Comparator.comparingDouble(Made::seconds).reversed());
        System.out.println("| call, of " + made.size() + " | seconds |\n|---|---:|");
        made.stream()
                .limit(SLOWEST)
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "| `%s` | %.2f |%n", each.call.toString().replace("|", "\\|"), each.seconds));
        if (failed) {
            System.exit(1);
        }
    }
}
