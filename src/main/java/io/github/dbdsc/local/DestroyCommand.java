package io.github.dbdsc.local;

import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.Dismissal;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private final OwnerOptions jobs = new OwnerOptions();

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
        Dismissal dismissal = jobs.dismissal(environment);
        Dismissal.Plan plan = confirmed == null ? dismissal.toDestroy() : dismissal.destroy(confirmed);
        JobsOfAnOwner.print(plan, jobs.owner(), jobs.isAll(), terminal.out());
        if (plan.jobs().isEmpty()) {
            return ExitCode.FAILED;
        }
        terminal.out().println(verdict(plan));
        terminal.out().flush();
        boolean isAsAsked = plan.done() == (confirmed != null);
        return isAsAsked && plan.going() == plan.jobs().size() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private String verdict(Dismissal.Plan plan) {
        String ofThem = plan.going() + " of " + plan.jobs().size() + " jobs of " + VisibleText.of(jobs.owner());
        if (plan.done()) {
            return ofThem + " are deleted.";
        }
        return confirmed == null
                ? ofThem + " would be deleted; add --confirm " + plan.going() + " to delete them."
                : "Nothing was deleted: " + ofThem + " would be, not " + confirmed
                        + "; look at them and confirm that number.";
    }
}
