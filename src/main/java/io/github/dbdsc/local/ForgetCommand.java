package io.github.dbdsc.local;

import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.reconcile.Dismissal;
import java.util.Map;
import java.util.concurrent.Callable;
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
    private final OwnerOptions jobs = new OwnerOptions();

    @Option(names = "--apply", description = "Take the tags off, after a look at what is shown without it.")
    private boolean apply;

    ForgetCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Dismissal dismissal = jobs.dismissal(environment);
        Dismissal.Plan plan = apply ? dismissal.forget() : dismissal.toForget();
        JobsOfAnOwner.print(plan, jobs.owner(), jobs.isAll(), terminal.out());
        if (plan.jobs().isEmpty()) {
            return ExitCode.FAILED;
        }
        terminal.out()
                .println(plan.going() + " of " + plan.jobs().size()
                        + (apply
                                ? " are no job of " + VisibleText.of(jobs.owner()) + " any more."
                                : " would be no job of " + VisibleText.of(jobs.owner())
                                        + " any more; add --apply to forget them."));
        terminal.out().flush();
        return plan.going() == plan.jobs().size() ? ExitCode.OK : ExitCode.REFUSED;
    }
}
