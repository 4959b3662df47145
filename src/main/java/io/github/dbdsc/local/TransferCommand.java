package io.github.dbdsc.local;

import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.Transfer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "transfer",
        description = "Shows which jobs would go from one owner and source to another, and with --apply lets them go."
                + " Only their tags change.")
final class TransferCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "OWNER[/SOURCE]",
            description = "Whose the jobs are, by their tags dsc-owner and dsc-source.")
    private String from = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "OWNER[/SOURCE]",
            description = "Whose they become: its settings OWNER and SOURCE.")
    private String to = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "Only the job of this definition; may be given several times (default: all jobs).")
    private List<JobKey> keys = List.of();

    @Option(
            names = "--as",
            paramLabel = "KEY",
            description = "Give the one job of --key to this definition, which has another key.")
    private @Nullable JobKey as;

    @Option(names = "--apply", description = "Let them go, after a look at what is shown without it.")
    private boolean apply;

    TransferCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (as != null && keys.size() != 1) {
            throw new UsageException("--as goes with one --key, whose job it gives to another definition");
        }
        if (from.isBlank() || to.isBlank() || (from.equals(to) && as == null)) {
            throw new UsageException("--from and --to should name two different owners, each as OWNER or OWNER/SOURCE");
        }
        Transfer transfer = new Transfer(
                Wiring.workspace(workspace.settings(environment)),
                Installation.of(from),
                Installation.of(to),
                Set.copyOf(keys),
                as);
        Transfer.Plan plan = apply ? transfer.apply() : transfer.plan();
        print(plan);
        if (plan.moves().isEmpty()) {
            return ExitCode.FAILED;
        }
        return plan.hasProblems() ? ExitCode.REFUSED : ExitCode.OK;
    }

    private void print(Transfer.Plan plan) {
        if (plan.moves().isEmpty()) {
            terminal.out().println(JobsOfAnOwner.none(from, keys.isEmpty(), plan.holders()));
        }
        plan.moves().forEach(move -> terminal.out()
                .println(JobsOfAnOwner.line(move.key().value(), move.name(), move.jobId(), move.problem())));
        long moved =
                plan.moves().stream().filter(move -> move.problem() == null).count();
        if (!plan.moves().isEmpty()) {
            terminal.out()
                    .println(moved + " of " + plan.moves().size() + (apply ? " went" : " would go") + " from "
                            + VisibleText.of(from) + " to " + VisibleText.of(to)
                            + (apply ? "." : "; add --apply to let them go."));
        }
        terminal.out().flush();
    }
}
