package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.report.RunStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows the report of a run of a function app, and ends as that run did.")
final class ShowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Parameters(paramLabel = "RUN", description = "The run's id, as 'runs' lists it.")
    private String runId = "";

    @Mixin
    private final AppOptions app = new AppOptions();

    @Mixin
    private final ReportOptions output = new ReportOptions();

    @Option(names = "--verbose", description = "Show long values and settings whole.")
    private boolean verbose;

    ShowCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ObjectNode found = app.client(environment, Optional.empty()).run(runId);
        if (AppClient.isReport(found)) {
            output.print(found, verbose, terminal);
            return ExitCode.of(RunStatus.of(found));
        }
        terminal.print(found); // there is no report, but what is known of the run
        terminal.out().flush();
        return ExitCode.FAILED;
    }
}
