package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.Renderers;
import io.github.dbdsc.function.Settings;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.reconcile.ReportJson;
import io.github.dbdsc.reconcile.ReportText;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "validate", description = "Checks definitions and templates without a workspace.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final FolderOptions folder = new FolderOptions();

    ValidateCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        DesiredState desired =
                DesiredStateReader.read(folder.snapshot(), new Renderers(Settings.strictUndefined(environment)));
        long errors = desired.problems().stream().filter(Problem::isError).count();
        if (folder.json()) {
            var json = JsonNodeFactory.instance
                    .objectNode()
                    .put("valid", desired.jobs().size());
            json.set("problems", ReportJson.problems(desired.problems()));
            terminal.out().println(json.toPrettyString());
        } else {
            terminal.out().print(ReportText.problems(desired.problems(), terminal.ink()));
            terminal.out()
                    .println(desired.jobs().size() + " definitions are fine, "
                            + desired.blocked().size() + " are not (" + errors + " errors).");
        }
        return errors == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
