package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sync",
        description = {
            "Makes the workspace's jobs match their definitions.",
            "With --app: has a function app do so, with its own settings, container and workspace."
        })
final class SyncCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Mixin
    private final AppOptions app = new AppOptions();

    @Mixin
    private final ReportOptions output = new ReportOptions();

    @Option(
            names = "--plan",
            paramLabel = "FINGERPRINT",
            description = "Carry out this plan, or nothing if the plan has become another.")
    private @Nullable String plan;

    @Option(names = "--prune", description = "Delete jobs whose definition is gone.")
    private boolean prune;

    @Option(
            names = "--allow-older",
            description = "Go back to definitions and templates that are older than those last applied.")
    private boolean allowOlder;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only the job of this definition, for example etl/daily for jobs/etl/daily.json.")
    private @Nullable JobKey key;

    @Option(names = "--wait", description = "With --app: wait for the run, show its report and end as it did.")
    private boolean wait;

    @Option(
            names = "--wait-minutes",
            paramLabel = "N",
            description = "Wait no longer than this (default: ${DEFAULT-VALUE}).")
    private int waitMinutes = 30;

    SyncCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PlanArgument.require(plan);
        if (app.isGiven()) {
            return syncOfApp();
        }
        if (wait) {
            throw new UsageException("--wait goes with --app; without it a sync is waited for anyway");
        }
        return ownSync();
    }

    private int ownSync() {
        SyncRequest request = SyncRequest.SYNC
                .prune(prune)
                .allowOlder(allowOlder)
                .approving(plan)
                .only(key)
                .because("sync on the command line");
        if (plan != null) {
            place.folder().allowEmpty(); // whoever approves a plan has seen what it does
        }
        WorkPlace.Opened opened = place.open(environment);
        try (Interruption interruption = Interruption.watched(terminal.progress())) {
            ProgressLine progress = interruption.progress();
            Report report =
                    Wiring.reconciler(opened.settings(), opened.stores()).run(request, progress);
            progress.close();
            boolean verbose = place.folder().verbose();
            output.print(ReportJson.of(report, verbose), verbose, terminal);
            return ExitCode.of(RunStatus.of(report));
        }
    }

    private int syncOfApp() {
        if (place.folder().isGiven() || place.isStorage() || place.hasParams()) {
            throw new UsageException(
                    "--app syncs with the app's own settings, container and workspace; leave out --folder,"
                            + " --storage and --params");
        }
        AppClient client = app.client(environment, place.target());
        String runId = client.sync(prune, allowOlder, key, plan);
        if (!wait) {
            terminal.out()
                    .println("Run " + runId + " is asked for; db-dsc-jobs show " + runId
                            + " --app URL shows what came of it.");
            terminal.out().flush();
            return ExitCode.OK;
        }
        ObjectNode report;
        try (ProgressLine progress = terminal.progress()) {
            report = new AppRun(
                            client,
                            Duration.ofMinutes(waitMinutes),
                            InstantSource.system(),
                            AppExchange::sleep,
                            progress)
                    .report(runId);
        }
        output.print(report, place.folder().verbose(), terminal);
        return ExitCode.of(RunStatus.of(report));
    }
}
