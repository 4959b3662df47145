package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.StorageSettings;
import io.github.dbdsc.upload.StoredFile;
import io.github.dbdsc.upload.UploadMark;
import io.github.dbdsc.upload.UploadPlan;
import io.github.dbdsc.upload.UploadStore;
import io.github.dbdsc.upload.Uploader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "upload",
        description = {
            "Brings the source files of a folder into a container: what differs, and with --delete takes away what is gone.",
            "Marks each file with its source and commit, and takes away only files with the mark of the same source."
        })
final class UploadCommand implements Callable<Integer> {

    private static final int AT_ONCE = 8;

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final InstantSource clock;

    @Mixin
    private final FolderOptions folder = new FolderOptions();

    @Mixin
    private final AppOptions app = new AppOptions();

    @Mixin
    private final TargetOption target = new TargetOption();

    @Mixin
    private final ReportOptions output = new ReportOptions();

    @Option(
            names = "--storage",
            required = true,
            paramLabel = "ACCOUNT",
            description =
                    "The storage account (its name or address; a connection string belongs in the setting JobStore).")
    private String account = "";

    @Option(
            names = "--container",
            paramLabel = "NAME",
            description = "The container (default: JOB_CONTAINER, or databricks-jobs).")
    private @Nullable String container;

    @Option(
            names = "--prefix",
            paramLabel = "PATH",
            description =
                    "A folder of the container to upload to (default: its top, which is what a function app reads).")
    private String prefix = "";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Names where the files come from (default: the git remote's address and the folder in it).")
    private @Nullable String source;

    @Option(
            names = "--delete",
            description =
                    "Take away files of this source that are gone from the folder: PRUNE_LIMIT percent (default 30) of"
                            + " them at most.")
    private boolean delete;

    @Option(
            names = "--delete-count",
            paramLabel = "N",
            description = "Take away this many, whatever the limit; nothing is done if it is another number.")
    private @Nullable Integer deleteCount;

    @Option(
            names = "--allow-older",
            description = "Upload a commit that is older than what was uploaded before: to go back to it.")
    private boolean allowOlder;

    @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            description =
                    "Wait for the run of the function app --app that takes the upload in, show its report and end as it"
                            + " did.")
    private boolean wait;

    @Option(
            names = "--wait-minutes",
            paramLabel = "N",
            description = "Wait no longer than this (default: ${DEFAULT-VALUE}).")
    private int waitMinutes = 30;

    UploadCommand(Terminal terminal, Map<String, String> environment, InstantSource clock) {
        this.terminal = terminal;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        requireSense();
        Snapshot snapshot = snapshot();
        UploadMark mark = mark();
        UploadStore store = Wiring.uploads(
                StorageAccount.in(environment, account),
                container == null ? new StorageSettings(environment).jobContainer() : container,
                UploadText.folder(prefix));
        UploadPlan.Removal removal = delete
                ? new UploadPlan.Removal.Gone(Settings.pruneLimit(environment), deleteCount)
                : new UploadPlan.Removal.None();
        AppClient waited = wait ? app.client(environment, target.name()) : null;
        if (waited != null) {
            waited.requireOneTarget(); // noticed before the upload, as is a key that is refused
        }
        List<StoredFile> stored = store.list();
        UploadPlan plan = UploadPlan.of(
                snapshot,
                stored,
                mark.source(),
                allowOlder ? Optional.empty() : UploadMark.commit(mark.metadata()),
                removal);
        UploadText text = new UploadText(output.isText() ? terminal.out() : terminal.err());
        text.begin(mark, store);
        if (!plan.objections().isEmpty()) {
            text.refused(plan);
            return ExitCode.REFUSED;
        }
        if (dryRun) {
            plan.steps().forEach(text::step);
            text.wouldBe(plan);
            return ExitCode.OK;
        }
        Uploader.Ended ended = new Uploader(store, AT_ONCE).carryOut(plan, snapshot, mark, text::step);
        text.end(plan, ended);
        if (ended.failure() != null) {
            throw ended.failure();
        }
        return waited == null ? ExitCode.OK : report(waited, ended, stored);
    }

    private void requireSense() {
        if (wait != app.isGiven()) {
            throw new UsageException("--wait and --app belong together: whose run to wait for");
        }
        if (deleteCount != null && !delete) {
            throw new UsageException("--delete-count confirms a --delete, and that is not given");
        }
    }

    private Snapshot snapshot() {
        Snapshot snapshot = folder.snapshot();
        snapshot.misnamed().forEach(file -> terminal.err()
                .println("Warning: " + VisibleText.escaped(file.path()) + " is not uploaded; should it be "
                        + VisibleText.escaped(file.meant()) + "?"));
        List<String> faults = snapshot.files().values().stream()
                .filter(file -> file.fault().isPresent())
                .map(file -> file.path() + ": " + file.fault().get())
                .toList();
        if (!faults.isEmpty()) {
            throw new UsageException("nothing was uploaded, because files can't be read: " + String.join("; ", faults));
        }
        return snapshot;
    }

    private UploadMark mark() {
        String name = source != null
                ? source.strip()
                : GitOrigin.of(folder.folder())
                        .orElseThrow(() -> new UsageException("'" + folder.folder()
                                + "' is in no git repository with a remote origin, which would name the source of the files;"
                                + " name it with --source"));
        if (name.isEmpty() || name.length() > 500) {
            throw new UsageException(
                    "--source is no name: it should have 1 to 500 characters, like" + " git.example.com/team/jobs");
        }
        return Git.in(folder.folder()).mark(name).orElseGet(() -> new UploadMark(name, Map.of()));
    }

    private int report(AppClient waited, Uploader.Ended ended, List<StoredFile> stored) {
        RunWait.Which which = ended.lastWrite() == null ? RunWait.Which.LAST : RunWait.Which.FIRST;
        Instant write = ended.lastWrite() != null
                ? ended.lastWrite()
                : stored.stream()
                        .map(StoredFile::writtenAt)
                        .max(Comparator.naturalOrder())
                        .orElse(Instant.EPOCH);
        terminal.err().println("Waiting for the run that takes it in …");
        ObjectNode report = new RunWait(waited, Duration.ofMinutes(waitMinutes), clock, AppExchange::sleep)
                .reportAfter(write, which);
        output.print(report, folder.verbose(), terminal);
        return ExitCode.of(RunStatus.of(report));
    }
}
