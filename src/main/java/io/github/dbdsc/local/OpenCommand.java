package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.JobKey;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "open",
        description = {
            "Prints the address of a job's page in the workspace and, on a terminal, opens it in the browser.",
            "Asks what the last sync has seen; with --app, the function app."
        })
final class OpenCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final Browser browser;

    @Parameters(paramLabel = "KEY", description = "The definition's key, or its path: etl/daily, jobs/etl/daily.json.")
    private JobKey key = new JobKey("");

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Mixin
    private final AppOptions app = new AppOptions();

    /** @param browser shows the page */
    OpenCommand(Terminal terminal, Map<String, String> environment, Browser browser) {
        this.terminal = terminal;
        this.environment = environment;
        this.browser = browser;
    }

    @Override
    public Integer call() {
        KnownJob job = KnownJob.in(statuses(), key);
        terminal.out().println(job.link());
        terminal.out().flush();
        browser.show(job.link());
        return ExitCode.OK;
    }

    private ObjectNode statuses() {
        if (app.isGiven()) {
            return app.client(environment, place.target()).jobs();
        }
        place.folder().allowEmpty(); // the definition may be gone
        WorkPlace.Opened opened = place.open(environment);
        return Wiring.board(opened.settings(), opened.stores()).read().document();
    }
}
