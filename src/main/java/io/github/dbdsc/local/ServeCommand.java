package io.github.dbdsc.local;

import io.github.dbdsc.reconcile.RunLock;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.sync.UnfinishedRuns;
import java.nio.file.Path;
import java.util.List;
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
        List<WorkPlace.Opened> opened = place.openAll(environment);
        if (place.isStorage()) {
            serveShared(opened);
            return ExitCode.OK;
        }
        Path folder = place.folder().folder();
        Optional<RunLock.Lease> alone = FolderRunLock.ofServing(folder).tryAcquire();
        try {
            if (alone.isPresent()) {
                opened.forEach(target -> UnfinishedRuns.end(target.stores().reports()));
            }
            serve(opened, SourceWatch.Watched.of(folder));
        } finally {
            alone.ifPresent(RunLock.Lease::close);
        }
        return ExitCode.OK;
    }

    /** Serves beside a function app, and perhaps others like this one: so it ends only what was left on this machine. */
    private void serveShared(List<WorkPlace.Opened> opened) {
        opened.forEach(target -> UnfinishedRuns.endThose(
                target.stores().reports(),
                run -> ServingProcess.in(run).filter(ServingProcess::isGone).isPresent()));
        serve(opened.stream().map(ServeCommand::marked).toList(), SourceWatch.Watched.of(opened));
    }

    private static WorkPlace.Opened marked(WorkPlace.Opened target) {
        Stores shared = target.stores();
        Stores marked = new Stores(
                shared.definitions(),
                shared.lock(),
                shared.state(),
                new MarkedReports(shared.reports(), ServingProcess.current()));
        return new WorkPlace.Opened(target.settings(), marked, target.paths());
    }

    private void serve(List<WorkPlace.Opened> opened, SourceWatch.Watched watched) {
        try (LocalService service = LocalService.start(port, opened, place.values(environment), watched, terminal)) {
            service.catchUp();
            service.announce();
            service.awaitEnd();
        }
    }
}
