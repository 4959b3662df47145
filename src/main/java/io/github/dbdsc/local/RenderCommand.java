package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.DefinitionRenderer;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.ReportText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "render",
        description = {
            "Shows what definitions render to, without a workspace.",
            "As text: what the template gave, be it JSON or not. As json: the settings as they are compared and sent."
        })
final class RenderCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final FolderOptions folder = new FolderOptions();

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(
            paramLabel = "KEY",
            description = "Definitions: keys such as etl/daily, or paths such as jobs/etl/daily.json (default: all).")
    private List<JobKey> keys = new ArrayList<>();

    RenderCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Map<String, String> values = folder.over(workspace.values(environment));
        AppSettings target = workspace.source(values);
        Snapshot snapshot = folder.snapshot(target.paths());
        RenderCache cache = new RenderCache(target.strictness(), target.view());
        Collection<JobKey> wanted = keys.isEmpty() ? snapshot.definitions().keySet() : keys;
        return output.json() ? settings(snapshot, wanted, cache) : texts(snapshot, wanted, cache);
    }

    private int texts(Snapshot snapshot, Collection<JobKey> wanted, RenderCache cache) {
        DefinitionRenderer renderer = new DefinitionRenderer(snapshot, cache);
        boolean failed = false;
        for (JobKey key : wanted) {
            DefinitionRenderer.Text rendered = renderer.text(key);
            if (wanted.size() > 1) {
                terminal.out().println("# " + VisibleText.escaped(key.value()));
            }
            rendered.text().ifPresent(terminal.out()::println);
            failed |= rendered.text().isEmpty();
            complain(rendered.problems());
        }
        return failed ? ExitCode.FAILED : ExitCode.OK;
    }

    private int settings(Snapshot snapshot, Collection<JobKey> wanted, RenderCache cache) {
        DesiredState desired = DesiredStateReader.read(snapshot, cache);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        desired.jobs().stream()
                .filter(job -> wanted.contains(job.key()))
                .forEach(job -> json.set(job.key().value(), job.settings().tree()));
        terminal.print(json);
        complain(desired.problems());
        return json.size() == wanted.size() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void complain(List<Problem> problems) {
        terminal.err().print(ReportText.problems(problems, terminal.style()));
        terminal.err().flush();
    }
}
