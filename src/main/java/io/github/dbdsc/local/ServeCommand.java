package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.sync.UnfinishedRuns;
import java.nio.file.Path;
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
    private final WorkPlace place = new WorkPlace();

    @Option(names = "--port", description = "The port to serve on (default: 7071; 0 for any free one).")
    private int port = LocalService.DEFAULT_PORT;

    ServeCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        WorkPlace.Opened opened = place.open(environment);
        Stores stores = opened.stores();
        if (place.isStorage()) {
            serve(opened, SourceWatch.Watched.of(stores.definitions()));
            return ExitCode.OK;
        }
        Path folder = place.folder().folder();
        Optional<RunLock.Lease> alone = FolderRunLock.ofServing(folder).tryAcquire();
        try {
            if (alone.isPresent()) {
                UnfinishedRuns.end(stores.reports());
            }
            serve(opened, SourceWatch.Watched.of(folder));
        } finally {
            alone.ifPresent(RunLock.Lease::close);
        }
        return ExitCode.OK;
    }

    private void serve(WorkPlace.Opened opened, SourceWatch.Watched watched) {
        try (LocalService service = LocalService.start(
                port, opened.settings(), place.values(environment), opened.stores(), watched, terminal)) {
            service.catchUp();
            service.announce();
            service.awaitEnd();
        }
    }
}
