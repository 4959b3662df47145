package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.Dismissal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "forget",
        description =
                "Shows the jobs of an owner, and with --apply takes this program's tags off them. The jobs stay, and"
                        + " nobody keeps them any more. Take their definitions away first, or they are adopted again.")
final class ForgetCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(
            names = "--owner",
            required = true,
            paramLabel = "OWNER[/SOURCE]",
            description = "Whose the jobs are, by their tags dsc-owner and dsc-source.")
    private String owner = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only the job of this definition; may be given several times (default: all jobs).")
    private List<String> keys = List.of();

    @Option(names = "--apply", description = "Take the tags off, after a look at what is shown without it.")
    private boolean apply;

    ForgetCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        JobsOfAnOwner.requireName(owner);
        Dismissal dismissal = new Dismissal(
                Wiring.workspace(workspace.settings(environment)),
                Installation.of(owner),
                keys.stream().map(JobKey::new).collect(Collectors.toSet()));
        Dismissal.Plan plan = apply ? dismissal.forget() : dismissal.toForget();
        JobsOfAnOwner.print(plan, owner, keys.isEmpty(), terminal.out());
        if (plan.jobs().isEmpty()) {
            return ExitCode.FAILED;
        }
        terminal.out()
                .println(plan.going() + " of " + plan.jobs().size()
                        + (apply
                                ? " are no job of " + VisibleText.of(owner) + " any more."
                                : " would be no job of " + VisibleText.of(owner)
                                        + " any more; add --apply to forget them."));
        terminal.out().flush();
        return plan.going() == plan.jobs().size() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
