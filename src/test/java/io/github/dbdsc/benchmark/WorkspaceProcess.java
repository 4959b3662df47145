package io.github.dbdsc.benchmark;

import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.local.FolderDefinitionStore;
import io.github.dbdsc.local.simulation.CallLog;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.RateLimits;
import io.github.dbdsc.local.simulation.SimulatedJobs;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.model.Ownership;
import io.github.dbdsc.model.Strictness;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The simulated workspace in a process of its own, so that it shares neither heap nor compiler with what is measured.
 * It says on its output where it listens, then answers each line on its input with what was called since the line
 * before, and ends with its input.
 */
final class WorkspaceProcess implements AutoCloseable {

    /** Whose the jobs are that are there from the start. */
    static final String OWNER = "benchmark";

    /** How answers with status 429 are counted. */
    private static final String REFUSED = "429";

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final URI uri;

    private WorkspaceProcess(Process process) throws IOException {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.uri = URI.create(line());
    }

    /**
     * What was asked of the workspace.
     *
     * @param byOperation how often each operation was, by name
     * @param refused how many of these calls were answered 429
     */
    record Calls(Map<String, Integer> byOperation, int refused) {

        int count() {
            return byOperation.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Starts a workspace without jobs. */
    static WorkspaceProcess empty(Duration latency, boolean limited) throws IOException {
        return start(latency, limited, List.of());
    }

    /** Starts a workspace with a job for each definition in the folder, as defined. */
    static WorkspaceProcess inSync(Duration latency, Path folder) throws IOException {
        return start(latency, false, List.of(folder.toString()));
    }

    private static WorkspaceProcess start(Duration latency, boolean limited, List<String> folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(latency.toMillis()), Boolean.toString(limited)));
        arguments.addAll(folder);
        return new WorkspaceProcess(JavaProcess.of(WorkspaceProcess.class, List.of("-Xmx1g"), arguments)
                .start());
    }

    URI uri() {
        return uri;
    }

    /** What was called since this was last asked. */
    Calls calls() throws IOException {
        questions.println();
        Map<String, Integer> counts = new TreeMap<>();
        for (String count : line().split(" ", -1)) {
            int equals = count.indexOf('=');
            counts.put(count.substring(0, equals), Integer.valueOf(count.substring(equals + 1)));
        }
        int refused = counts.getOrDefault(REFUSED, 0);
        counts.keySet().remove(REFUSED);
        return new Calls(counts, refused);
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new EOFException("the simulated workspace has ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        questions.close();
        JavaProcess.await(process);
    }

    /** Takes the latency in milliseconds, whether the published rate limits hold, and maybe a folder to be in sync with. */
    public static void main(String[] arguments) throws IOException {
        SimulationOptions options = SimulationOptions.defaults()
                .withLatency(Duration.ofMillis(Long.parseLong(arguments[0])))
                .withLimits(Boolean.parseBoolean(arguments[1]) ? RateLimits.published() : RateLimits.none());
        try (SimulatedWorkspace workspace = SimulatedWorkspace.start(options)) {
            Arrays.stream(arguments).skip(2).map(Path::of).forEach(folder -> fill(workspace.jobs(), folder));
            System.out.println(workspace.uri());
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (questions.readLine() != null) {
                System.out.println(counts(workspace.calls()));
                workspace.calls().reset();
            }
        }
    }

    private static void fill(SimulatedJobs jobs, Path folder) {
        DesiredStateReader.read(new FolderDefinitionStore(folder).read(), new RenderCache(Strictness.LENIENT))
                .jobs()
                .forEach(job -> jobs.put(
                        Caller.DEMO.userName(),
                        new Ownership(OWNER, job.key())
                                .stamp(job.settings(), job.protect())
                                .tree()));
    }

    private static String counts(CallLog log) {
        StringBuilder counts = new StringBuilder(REFUSED + "=" + log.answeredWith(429));
        for (Operation operation : Operation.values()) {
            int count = log.count(operation);
            if (count > 0) {
                counts.append(' ').append(operation).append('=').append(count);
            }
        }
        return counts.toString();
    }
}
