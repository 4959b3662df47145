package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.sync.UnfinishedRuns;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Serves the HTTP functions on a local port, for a folder and a real workspace.")
final class ServeCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final FolderOptions folder = new FolderOptions();

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(names = "--port", description = "The port to serve on (default: 7071; 0 for any free one).")
    private int port = LocalService.DEFAULT_PORT;

    ServeCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Settings settings = folder.sourceOf(workspace.settings(environment));
        String schedule = workspace.values(environment).getOrDefault("SCHEDULE", LocalService.EVERY_HOUR);
        Stores stores = folder.stores();
        Optional<RunLock.Lease> alone = FolderRunLock.ofServing(folder.folder()).tryAcquire();
        try {
            if (alone.isPresent()) {
                UnfinishedRuns.end(stores.reports());
            }
            try (LocalService service =
                    LocalService.start(port, settings, schedule, stores, folder.folder(), terminal)) {
                service.catchUp();
                service.announce();
                service.awaitEnd();
            }
        } finally {
            alone.ifPresent(RunLock.Lease::close);
        }
        return ExitCode.OK;
    }
}
