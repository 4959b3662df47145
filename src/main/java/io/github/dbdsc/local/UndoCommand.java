package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.sync.UndoableRun;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        description = {
            "Puts back what a run replaced, as held jobs. Without --plan: only shows what it would put back.",
            "Reports and holds are those of the folder, or with --storage of the function app."
        })
final class UndoCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(paramLabel = "RUN", description = "The run's id, as its report shows it.")
    private String runId = "";

    @Option(
            names = "--plan",
            paramLabel = "FINGERPRINT",
            description = "Carry out this undo, or nothing if it has become another.")
    private @Nullable String plan;

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Mixin
    private final ReportOptions output = new ReportOptions();

    UndoCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PlanArgument.require(plan);
        place.folder().allowEmpty(); // what a run replaced is in its report
        WorkPlace.Opened opened = place.open(environment);
        String run;
        try {
            run = UndoableRun.find(opened.stores().reports(), runId);
        } catch (UndoableRun.NotUndoableException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        Scope.Undo undo = new Scope.Undo(run, user());
        SyncRequest request = SyncRequest.SYNC
                .over(undo)
                .because(undo.why())
                .dryRun(plan == null)
                .approving(plan);
        try (Interruption interruption = Interruption.watched(terminal.progress())) {
            ProgressLine progress = interruption.progress();
            Report report =
                    Wiring.reconciler(opened.settings(), opened.stores()).run(request, progress);
            progress.close();
            boolean verbose = place.folder().verbose();
            output.print(ReportJson.of(report, verbose), verbose, terminal);
            if (plan == null && report.hasChanges()) {
                terminal.err()
                        .println("To carry it out: db-dsc-jobs undo " + runId
                                + place.target()
                                        .map(name -> " --target " + name)
                                        .orElse("") + " --plan "
                                + report.fingerprint());
                terminal.err().flush();
            }
            return ExitCode.of(RunStatus.of(report));
        }
    }

    private String user() {
        String name = VisibleText.of(environment.getOrDefault("USER", environment.getOrDefault("USERNAME", "")));
        return name.substring(0, Math.min(name.length(), Hold.LONGEST_NAME));
    }
}
