package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "Shows what a sync would do, and does nothing.")
final class PlanCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Option(names = "--exit-code", description = "End with exit code 2 when changes are pending.")
    private boolean exitCode;

    @Option(names = "--prune", description = "Plan to delete jobs whose definition is gone.")
    private boolean prune;

    PlanCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        WorkPlace.Opened opened = place.open(environment);
        Report report = Wiring.reconciler(opened.settings(), opened.stores()).run(SyncRequest.PLAN.prune(prune));
        terminal.print(report, place.folder().json(), place.folder().verbose());
        int code = ExitCode.of(report);
        return code == ExitCode.OK && exitCode && report.hasChanges() ? ExitCode.REFUSED : code;
    }
}
