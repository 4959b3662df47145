package io.github.dbdsc.state;

import io.github.dbdsc.azure.BlobStateStore;
import io.github.dbdsc.azure.StorageConnection;
import io.github.dbdsc.azurite.Azurite;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Target;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long it takes to write the state of a full workspace to Azurite and to read it, first in a cold JVM, then
 * in a warm one. Needs Azurite, which {@code mvn verify} installs.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.dbdsc.state.StateBenchmark</pre>
 */
public final class StateBenchmark {

    private static final int ROUNDS = 10;

    private StateBenchmark() {}

    /** Prints a line for each round. */
    public static void main(String[] arguments) {
        Map<JobKey, AppliedJob> jobs = ManyAppliedJobs.applied(ManyAppliedJobs.COUNT);
        StorageConnection connection =
                StorageConnection.of(Map.of("JobStore", Azurite.running().connectionString()), "JobStore");
        StateStore store = new BlobStateStore(connection.container(Azurite.freshContainerName()));
        for (int round = 0; round < ROUNDS; round++) {
            Target target = new Target("round-" + round, URI.create("https://adb-1.azuredatabricks.net"));
            List<String> notes = new ArrayList<>();
            TargetState before = TargetState.read(
                    TargetState.document(store, target, null), new Installation(target.owner(), Optional.empty()));
            Stopwatch stopwatch = new Stopwatch();
            notes.addAll(before.write(jobs));
            String written = stopwatch.lap();
            TargetState after = TargetState.read(
                    TargetState.document(store, target, null), new Installation(target.owner(), Optional.empty()));
            String read = stopwatch.lap();
            notes.addAll(before.notes());
            notes.addAll(after.notes());
            if (!after.jobs().equals(jobs) || !notes.isEmpty()) {
                throw new IllegalStateException("what was read is not what was written: " + notes);
            }
            System.out.printf(Locale.ROOT, "%d jobs: written in %s, read in %s%n", jobs.size(), written, read);
        }
        System.out.printf(Locale.ROOT, "%d bytes%n", StateDocument.write(jobs).length);
        System.exit(0);
    }

    /** Wall-clock time, and this thread's CPU time, which a busy machine affects less. */
    private static final class Stopwatch {
        private final ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        private long wall = System.nanoTime();
        private long processor = thread.getCurrentThreadCpuTime();

        String lap() {
            long wallNow = System.nanoTime();
            long processorNow = thread.getCurrentThreadCpuTime();
            String lap = (wallNow - wall) / 1_000_000 + " ms (" + (processorNow - processor) / 1_000_000 + " ms busy)";
            wall = wallNow;
            processor = processorNow;
            return lap;
        }
    }
}
