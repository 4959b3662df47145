package io.github.dbdsc.local;

import io.github.dbdsc.databricks.JobRuns;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description =
                "Starts the job of a definition now and prints the address of its run. With --wait, ends with 0 if the"
                        + " run does well, and with 1 otherwise.")
final class RunCommand implements Callable<Integer> {

    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Consumer<Duration> pause;

    @Parameters(paramLabel = "KEY", description = "The definition's key, or its path: etl/daily, jobs/etl/daily.json.")
    private JobKey key = new JobKey("");

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Option(names = "--wait", description = "Wait until the run has ended.")
    private boolean wait;

    /** @param pause waits between two looks at the run */
    RunCommand(Terminal terminal, Map<String, String> environment, Consumer<Duration> pause) {
        this.terminal = terminal;
        this.environment = environment;
        this.pause = pause;
    }

    @Override
    public Integer call() {
        WorkPlace.Opened opened = place.open(environment);
        KnownJob job = KnownJob.in(
                Wiring.board(opened.settings(), opened.stores()).read().document(), key);
        JobRuns runs = Wiring.jobRuns(opened.settings());
        long runId = runs.start(job.jobId());
        JobRuns.State state = runs.get(runId);
        String page = state.page().isEmpty() ? job.link() + "/runs/" + runId : state.page();
        terminal.out().println("Run " + runId + " of '" + VisibleText.of(job.key()) + "': " + VisibleText.of(page));
        terminal.out().flush();
        return wait ? ended(runs, runId, state) : ExitCode.OK;
    }

    private int ended(JobRuns runs, long runId, JobRuns.State first) {
        JobRuns.State state = first;
        try (ProgressLine progress = terminal.progress()) {
            while (!state.hasEnded() && !Thread.currentThread().isInterrupted()) {
                progress.waiting("run " + runId + ": " + state.lifeCycle());
                pause.accept(BETWEEN);
                state = runs.get(runId);
            }
        }
        terminal.out()
                .println((state.result().isEmpty() ? state.lifeCycle() : state.result())
                        + (state.message().isEmpty() ? "" : ": " + VisibleText.of(state.message())));
        terminal.out().flush();
        return state.isGood() ? ExitCode.OK : ExitCode.FAILED;
    }
}
