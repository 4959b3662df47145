package io.github.dbdsc.local;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.WorkspaceServer;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportText;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description =
                "Runs everything on this machine: a simulated workspace, the examples as container, the HTTP functions.")
final class DemoCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The folder with jobs/ and templates/ (default: examples/, or the examples in the program).")
    private @Nullable Path folder;

    @Option(names = "--port", description = "The port of the HTTP functions (default: 7071; 0 for any free one).")
    private int port = LocalService.DEFAULT_PORT;

    @Option(names = "--once", description = "End after the first sync.")
    private boolean once;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (TemporaryFolder scratch = TemporaryFolder.create("db-dsc-jobs-demo");
                WorkspaceServer workspace = WorkspaceServer.start()) {
            Path definitions =
                    folder == null ? ExampleFiles.locate(scratch.path().resolve("examples")) : folder.toAbsolutePath();
            Settings settings = AppSettings.of(Map.of(
                            "DATABRICKS_URI",
                            workspace.uri().toString(),
                            "AUTHORITY_TYPE",
                            "pat",
                            "PAT_TOKEN",
                            Caller.DEMO.token(),
                            "OWNER",
                            "demo"))
                    .settings();
            Stores stores = FolderStores.in(definitions, scratch.path());
            try (LocalService service = LocalService.start(
                    port, settings, Map.of(), stores, SourceWatch.Watched.of(definitions), terminal)) {
                terminal.out().println("Definitions: " + definitions);
                terminal.out().println("Workspace:   " + workspace.uri() + " (simulated, in memory)");
                terminal.out().println();
                Report report = run(service.reconciler());
                service.announce();
                terminal.out().println("Jobs in the simulated workspace: " + workspace.uri() + "/");
                if (!once) {
                    terminal.out().println("To change them by hand, with the databricks command line or curl:");
                    terminal.out()
                            .println("  export DATABRICKS_HOST=" + workspace.uri() + " DATABRICKS_TOKEN="
                                    + Caller.DEMO.token());
                    terminal.out().flush();
                    service.awaitEnd();
                }
                return ExitCode.of(RunStatus.of(report));
            }
        }
    }

    private Report run(Reconciler reconciler) {
        print(reconciler.run(SyncRequest.PLAN));
        terminal.out().println();
        Report report = reconciler.run(SyncRequest.SYNC.because("the demo's first sync"));
        print(report);
        terminal.out().println();
        return report;
    }

    private void print(Report report) {
        terminal.out().print(ReportText.of(report, terminal.style()));
        terminal.out().flush();
    }
}
