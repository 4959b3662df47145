package io.github.dbdsc.benchmark;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What syncs cost: calls, time, its lower bound, and memory, for 500 and for 10,000 jobs, and an undo of 5,000. The program runs in a process
 * with 512 MB of heap, the simulated workspace in another one that answers each call after 50 ms.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.dbdsc.benchmark.SyncBenchmark</pre>
 *
 * <p>It takes about ten minutes on a machine that does nothing else. With {@code -Dassert=true} it fails when a goal is
 * missed; with {@code -Dfull=true} it also deploys 10,000 jobs under the published rate limits, which lets no program
 * finish before 500 s are over.
 */
public final class SyncBenchmark {

    private SyncBenchmark() {}

    /** Prints a table for each part. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(machine());
        List<SyncPart> missed = new ArrayList<>();
        for (SyncPart part : SyncPart.values()) {
            if (part != SyncPart.FIRST_DEPLOY_OF_10000 || Boolean.getBoolean("full")) {
                Process process = JavaProcess.of(SyncPart.class, List.of("-Xmx512m"), List.of(part.name()))
                        .redirectOutput(Redirect.INHERIT)
                        .start();
                if (JavaProcess.await(process) != 0) {
                    missed.add(part);
                }
            }
        }
        System.out.println(missed.isEmpty() ? "\nEvery goal was reached." : "\nGoals were missed in " + missed);
        if (!missed.isEmpty() && Boolean.getBoolean("assert")) {
            throw new IllegalStateException("goals were missed in " + missed);
        }
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%s, %d processors, Java %s on %s; load before the start %.1f",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
