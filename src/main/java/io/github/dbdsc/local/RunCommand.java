package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.databricks.JobRuns;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.AppTargets;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Starts the job of a definition now and prints the address of its run. With --wait, ends with 0 if the run"
                    + " does well, and with 1 otherwise.",
            "Asks what the last sync has seen; with --app, the function app. The workspace is asked to start the job"
                    + " with your own settings."
        })
final class RunCommand implements Callable<Integer> {

    private static final String WORKSPACE = "DATABRICKS_URI";
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Consumer<Duration> pause;

    @Parameters(paramLabel = "KEY", description = "The definition's key, or its path: etl/daily, jobs/etl/daily.json.")
    private JobKey key = new JobKey("");

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Mixin
    private final AppOptions app = new AppOptions();

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
        Known known =
                app.isGiven() ? inApp(app.client(environment, place.target()).jobs()) : here();
        KnownJob job = known.job();
        JobRuns runs = Wiring.jobRuns(known.settings());
        long runId = runs.start(job.jobId());
        JobRuns.State state = runs.get(runId);
        String page = state.page().isEmpty() ? job.link() + "/runs/" + runId : state.page();
        terminal.out().println("Run " + runId + " of '" + VisibleText.of(job.key()) + "': " + VisibleText.of(page));
        terminal.out().flush();
        return wait ? ended(runs, runId, state) : ExitCode.OK;
    }

    /** A job, and the settings with its workspace and who starts it. */
    private record Known(KnownJob job, Settings settings) {}

    private Known here() {
        WorkPlace.Opened opened = place.open(environment);
        ObjectNode statuses =
                Wiring.board(opened.settings(), opened.stores()).read().document();
        return new Known(KnownJob.in(statuses, key), opened.settings());
    }

    /**
     * Finds the job by what the function app says. Its workspace is asked with the caller's own identity, and only where
     * the settings name no other.
     *
     * @param statuses as {@code GET /api/jobs} has them
     */
    private Known inApp(ObjectNode statuses) {
        if (place.folder().isGiven() || place.isStorage()) {
            throw new UsageException(
                    "--app starts a job that the function app knows; leave out --folder and --storage");
        }
        KnownJob job = KnownJob.in(statuses, key);
        String workspace = statuses.path("workspace").asText();
        Settings settings = settings(workspace);
        if (!settings.workspace().toString().equalsIgnoreCase(workspace)) {
            throw new UsageException("the function app has its jobs in " + VisibleText.of(workspace) + ", and "
                    + WORKSPACE + " is " + settings.workspace() + "; set it to the former, or leave it out");
        }
        return new Known(job, settings);
    }

    /** Returns the caller's own settings: those of the target that is named, where they have targets too. */
    private Settings settings(String workspace) {
        Map<String, String> values = new TreeMap<>(place.values(environment));
        if (AppTargets.of(values).areNamed()) {
            return place.source(values).settings();
        }
        if (values.getOrDefault(WORKSPACE, "").isBlank()) {
            values.put(WORKSPACE, workspace);
        }
        return AppSettings.of(values).settings();
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
