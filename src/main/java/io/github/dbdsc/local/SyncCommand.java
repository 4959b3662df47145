package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "sync", description = "Makes the workspace's jobs match their definitions.")
final class SyncCommand implements Callable<Integer> {

    /** A run that is told to end has four seconds to report. */
    private static final Duration TO_PRINT = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final WorkPlace place = new WorkPlace();

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
            names = "--key",
            paramLabel = "KEY",
            description = "Only the job of this definition, for example etl/daily for jobs/etl/daily.json.")
    private @Nullable String key;

    SyncCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        SyncRequest request = SyncRequest.SYNC
                .prune(prune)
                .approving(plan)
                .only(key == null ? null : new JobKey(key))
                .because("sync on the command line");
        if (plan != null) {
            place.folder().allowEmpty(); // whoever approves a plan has seen what it does
        }
        WorkPlace.Opened opened = place.open(environment);
        LastWords words = LastWords.begin(TO_PRINT);
        try {
            Report report;
            try (ProgressLine progress = terminal.progress()) {
                report = Wiring.reconciler(opened.settings(), opened.stores()).run(request, progress);
            }
            output.print(ReportJson.of(report, place.folder().verbose()), terminal);
            return ExitCode.of(RunStatus.of(report));
        } finally {
            words.said();
        }
    }
}
