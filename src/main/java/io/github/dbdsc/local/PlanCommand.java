package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.RunStatus;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = {
            "Shows what a sync would do, and does nothing.",
            "With --app and --git-base: what a function app would do once the source files that differ from a branch are"
                    + " uploaded. Needs no settings but the app's key."
        })
final class PlanCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final WorkPlace place = new WorkPlace();

    @Mixin
    private final AppOptions app = new AppOptions();

    @Mixin
    private final ReportOptions output = new ReportOptions();

    @Option(
            names = "--git-base",
            paramLabel = "REF",
            description =
                    "With --app: plan what was changed, added and removed since the folder's branch left this one, like"
                            + " origin/main.")
    private @Nullable String base;

    @Option(
            names = "--exit-code",
            description =
                    "End with exit code 2 when changes are pending and nothing is in their way, and with 1 when something"
                            + " is.")
    private boolean exitCode;

    @Option(
            names = "--risk",
            description =
                    "Like --exit-code, and end with exit code 3 when a change is risky: it deletes a job, changes whom one"
                            + " runs as, lets somebody do more, at least doubles a cluster, or lets a job start by itself.")
    private boolean risk;

    @Option(names = "--prune", description = "Plan to delete jobs whose definition is gone.")
    private boolean prune;

    @Option(
            names = "--allow-older",
            description = "Plan to go back to definitions and templates that are older than those last applied.")
    private boolean allowOlder;

    PlanCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ObjectNode plan = app.isGiven() || base != null ? planOfApp() : ownPlan();
        output.print(plan, place.folder().verbose(), terminal);
        RunStatus status = RunStatus.of(plan);
        if (risk && status == RunStatus.OK && ReportJson.plansRisks(plan)) {
            return ExitCode.RISKY;
        }
        return exitCode || risk ? ExitCode.detailed(status, ReportJson.plansChanges(plan)) : ExitCode.of(status);
    }

    private ObjectNode ownPlan() {
        WorkPlace.Opened opened = place.open(environment);
        try (ProgressLine progress = terminal.progress()) {
            progress.began();
            Report plan = Wiring.reconciler(opened.settings(), opened.stores())
                    .run(SyncRequest.PLAN.prune(prune).allowOlder(allowOlder), progress);
            return ReportJson.of(plan, place.folder().verbose());
        }
    }

    private ObjectNode planOfApp() {
        if (base == null || !app.isGiven()) {
            throw new UsageException("--app and --git-base belong together: which app plans, and from which branch on");
        }
        if (prune || allowOlder || place.isStorage() || place.hasParams()) {
            throw new UsageException(
                    "--app plans with the app's own settings, container and workspace; leave out --prune,"
                            + " --allow-older, --storage and --params");
        }
        AppClient client = app.client(environment, place.target());
        SortedMap<String, Optional<String>> changes = SourceChanges.since(
                base, Git.in(place.folder().folder()), place.folder().snapshot());
        if (changes.isEmpty()) {
            terminal.err().println("No source file differs from '" + base + "'.");
        }
        return client.plan(changes);
    }
}
