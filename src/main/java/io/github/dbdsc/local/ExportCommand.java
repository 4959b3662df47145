package io.github.dbdsc.local;

import io.github.dbdsc.export.ExportRequest;
import io.github.dbdsc.export.Exported;
import io.github.dbdsc.export.Exported.LeftOut;
import io.github.dbdsc.export.JobExport;
import io.github.dbdsc.export.learn.TradeOff;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.Counted;
import io.github.dbdsc.model.HiddenSecrets;
import io.github.dbdsc.model.VisibleText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = {
            "Makes definitions and templates of the jobs that the workspace has. Changes nothing in the workspace.",
            "Jobs that are alike share a template, and each definition has what is its own. Before anything is written, all"
                    + " of it is rendered and held against the jobs."
        })
final class ExportCommand implements Callable<Integer> {

    private static final String TAG = "tag:";
    private static final String PREFIX = "prefix";

    /** More jobs that stay out for one reason are not all named. */
    private static final int MOST_NAMED = 20;

    private static final int FEW_NAMED = 3;

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin
    private final WorkspaceOptions workspace = new WorkspaceOptions();

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where jobs/ and templates/ are written (default: the current folder).")
    private Path folder = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "PATTERN",
            description = "Only jobs of this name; * stands for any characters. May be given several times.")
    private List<String> names = List.of();

    @Option(
            names = "--tag",
            paramLabel = "NAME=VALUE",
            description =
                    "Only jobs with this tag; * stands for any characters of its value. May be given several times.")
    private List<String> tags = List.of();

    @Option(names = "--creator", paramLabel = "USER", description = "Only jobs that this user or principal created.")
    private @Nullable String creator;

    @Option(names = "--id", paramLabel = "ID", description = "Only the job of this id. May be given several times.")
    private List<Long> ids = List.of();

    @Option(
            names = "--unmanaged",
            description = "Pass over jobs that an installation of this program keeps, without naming them.")
    private boolean unmanaged;

    @Option(names = "--bundles", description = "Also jobs that a Databricks Asset Bundle deploys.")
    private boolean bundles;

    @Option(names = "--rename", description = "Give each of several jobs of one name a name of its own.")
    private boolean rename;

    @Option(names = "--with-secrets", description = "Also jobs with settings that look like secrets.")
    private boolean secrets;

    @Option(names = "--permissions", description = "Also who may do what with each job, with a call for each.")
    private boolean permissions;

    @Option(names = "--as-is", description = "Write the settings of each job whole, and learn no template.")
    private boolean asIs;

    @Option(
            names = "--templates",
            paramLabel = "TRADE-OFF",
            description =
                    "Which jobs share a template: fewest-bytes (default), fewest-templates, or one-per-shape, which"
                            + " needs no conditions.")
    private String templates = "fewest-bytes";

    @Option(
            names = "--group-by",
            paramLabel = "WHAT",
            description =
                    "What puts definitions into folders beside the slashes in names: prefix, the part of a name before"
                            + " its first dash, or tag:NAME, the value of that tag.")
    private @Nullable String groupBy;

    @Option(names = "--dry-run", description = "Say what would be written, and write nothing.")
    private boolean dryRun;

    @Option(names = "--force", description = "Write over files that are there.")
    private boolean force;

    ExportCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ExportRequest request = request();
        ExportFolder target = new ExportFolder(folder.toAbsolutePath().normalize());
        Exported exported;
        try (ProgressLine progress = terminal.progress()) {
            exported = new JobExport(Wiring.workspace(workspace.settings(environment)), request, progress::at).run();
        }
        if (!dryRun && !exported.jobs().isEmpty()) {
            target.write(exported.files(), force);
        }
        print(exported, target);
        return exported.jobs().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    private ExportRequest request() {
        return new ExportRequest(
                names,
                tags(),
                creator,
                Set.copyOf(ids),
                unmanaged,
                bundles,
                rename,
                secrets,
                permissions,
                asIs,
                folders(),
                tradeOff());
    }

    private Map<String, String> tags() {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String tag : tags) {
            int equals = tag.indexOf('=');
            if (equals <= 0) {
                throw new UsageException("--tag takes a name and a value, like team=sales, not '" + tag + "'");
            }
            wanted.put(tag.substring(0, equals), tag.substring(equals + 1));
        }
        return wanted;
    }

    private ExportRequest.Folders folders() {
        if (groupBy == null) {
            return ExportRequest.Folders.BY_NAME;
        }
        if (groupBy.equals(PREFIX)) {
            return new ExportRequest.Folders(Optional.empty(), true);
        }
        if (groupBy.startsWith(TAG) && groupBy.length() > TAG.length()) {
            return new ExportRequest.Folders(Optional.of(groupBy.substring(TAG.length())), false);
        }
        throw new UsageException("--group-by takes prefix or tag:NAME, not '" + groupBy + "'");
    }

    private TradeOff tradeOff() {
        return switch (templates) {
            case "fewest-bytes" -> TradeOff.FEWEST_BYTES;
            case "fewest-templates" -> TradeOff.FEWEST_TEMPLATES;
            case "one-per-shape" -> TradeOff.ONE_PER_SHAPE;
            default ->
                throw new UsageException(
                        "--templates takes fewest-bytes, fewest-templates or one-per-shape, not '" + templates + "'");
        };
    }

    private void print(Exported exported, ExportFolder target) {
        Map<String, List<LeftOut>> byReason = exported.leftOut().stream()
                .collect(Collectors.groupingBy(LeftOut::reason, LinkedHashMap::new, Collectors.toList()));
        byReason.forEach(this::printLeftOut);
        exported.notes().forEach(note -> terminal.out().println("Note: " + shown(note)));
        if (exported.jobs().isEmpty()) {
            terminal.out()
                    .println("Nothing to export: the workspace shows our identity "
                            + Counted.of(exported.listed(), "job") + ", and none"
                            + VisibleText.of(request().text()) + " that can be exported.");
        } else {
            terminal.out()
                    .println((dryRun ? "Would write " : "Wrote ")
                            + Counted.of(exported.jobs().size(), "definition") + " and "
                            + Counted.of(exported.templates(), "template") + " to " + target + ": "
                            + kilobytes(exported.written()) + " for " + kilobytes(exported.bytes())
                            + " of settings; " + Counted.of(exported.leftOut().size(), "job") + " left out.");
            terminal.out()
                    .println(
                            dryRun
                                    ? "Leave --dry-run out to write it."
                                    : "Next: db-dsc-jobs plan --folder " + target
                                            + " shows that each job is taken over as it is.");
        }
        terminal.out().flush();
    }

    /** Names each job, or a few of many that stay out for one reason. */
    private void printLeftOut(String reason, List<LeftOut> jobs) {
        int named = jobs.size() > MOST_NAMED ? FEW_NAMED : jobs.size();
        jobs.subList(0, named).forEach(job -> terminal.out()
                .println("Left out: " + shown(job.name()) + " (" + job.id() + "): " + shown(reason)));
        if (named < jobs.size()) {
            terminal.out().println("Left out: " + (jobs.size() - named) + " more for that reason: " + shown(reason));
        }
    }

    /** Names and paths hold what people write, and a secret may be in them too. */
    private static String shown(String text) {
        return VisibleText.of(HiddenSecrets.hiddenIn(text));
    }

    private static String kilobytes(long bytes) {
        return Math.max(1, Math.round(bytes / 1000.0)) + " kB";
    }
}
