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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "destroy",
        description =
                "Shows the jobs of an owner, and deletes them once their number is confirmed. Protected jobs stay, and"
                        + " those that somebody else made. Take the app and the definitions away first, or the jobs are made"
                        + " again.")
final class DestroyCommand implements Callable<Integer> {

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

    @Option(
            names = "--confirm",
            paramLabel = "NUMBER",
            description = "How many jobs are deleted, as shown without it; with any other number none is.")
    private @Nullable Long confirmed;

    DestroyCommand(Terminal terminal, Map<String, String> environment) {
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
        Dismissal.Plan plan = confirmed == null ? dismissal.toDestroy() : dismissal.destroy(confirmed);
        JobsOfAnOwner.print(plan, owner, keys.isEmpty(), terminal.out());
        if (plan.jobs().isEmpty()) {
            return ExitCode.FAILED;
        }
        terminal.out().println(verdict(plan));
        terminal.out().flush();
        boolean isAsAsked = plan.done() == (confirmed != null);
        return isAsAsked && plan.going() == plan.jobs().size() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private String verdict(Dismissal.Plan plan) {
        String ofThem = plan.going() + " of " + plan.jobs().size() + " jobs of " + VisibleText.of(owner);
        if (plan.done()) {
            return ofThem + " are deleted.";
        }
        return confirmed == null
                ? ofThem + " would be deleted; add --confirm " + plan.going() + " to delete them."
                : "Nothing was deleted: " + ofThem + " would be, not " + confirmed
                        + "; look at them and confirm that number.";
    }
}
