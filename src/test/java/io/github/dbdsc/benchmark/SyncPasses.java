package io.github.dbdsc.benchmark;

import static java.util.Objects.requireNonNull;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.function.Wiring;
import io.github.dbdsc.local.FolderStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The passes of one process over one folder and one workspace, measured one after the other. A function app stays in use
 * between passes, so what may vary is measured a few times, and the median is told.
 */
final class SyncPasses {

    /** The pass that a file's event makes: it looks only at what has changed. */
    private static final SyncRequest EVENT = SyncRequest.SYNC.over(Scope.CHANGES);

    /** Jobs API 2.2: jobs in one page of a listing. */
    private static final int PAGE = 100;

    /** Jobs API 2.2: jobs/create is limited to 20 a second. */
    private static final int CREATES_PER_SECOND = 20;

    /** How many writes the program has under way at once. */
    private static final int AT_ONCE = 8;

    private static final int TIMES = 9;
    private static final double NO_GOAL = Double.POSITIVE_INFINITY;
    private static final double FIRST_DEPLOY_GOAL = 1.1;

    /** For a full workspace, whose listing takes long enough that the rest of a pass weighs little. */
    private static final double NO_CHANGE_GOAL = 1.25;

    /** Ten times the latency, for three calls that have to follow each other. */
    private static final double ONE_CHANGED_GOAL = 10.0 / 3;

    private final Duration latency;
    private final int jobs;
    private final BenchmarkFolder folder;
    private final WorkspaceProcess workspace;
    private final Reconciler reconciler;
    private final List<Measured> measured = new ArrayList<>();
    private int workers = 1;
    private @Nullable Report last;

    SyncPasses(Duration latency, int jobs, BenchmarkFolder folder, WorkspaceProcess workspace) {
        this.latency = latency;
        this.jobs = jobs;
        this.folder = folder;
        this.workspace = workspace;
        this.reconciler = reconciler(workspace.uri(), folder.root());
    }

    /** Wired as in the function app, on folder stores. */
    private static Reconciler reconciler(URI workspace, Path folder) {
        Settings settings = AppSettings.of(Map.of(
                        "DATABRICKS_URI",
                        workspace.toString(),
                        "AUTHORITY_TYPE",
                        "pat",
                        "PAT_TOKEN",
                        Caller.DEMO.token(),
                        "OWNER",
                        WorkspaceProcess.OWNER))
                .settings();
        return Wiring.reconciler(settings, FolderStores.in(folder));
    }

    List<Measured> measured() {
        return measured;
    }

    /** The first pass of all, over an empty workspace, which is also the first of its process. */
    void firstDeploy() throws IOException {
        Duration bound = Duration.ofSeconds(1).multipliedBy(jobs).dividedBy(CREATES_PER_SECOND);
        Map<String, Integer> calls = Map.of("LIST", 1 + pages(), "CREATE", jobs);
        add(measure("first deploy", SyncRequest.SYNC, calls, bound, FIRST_DEPLOY_GOAL));
    }

    /** The first pass of a process, without a state, over jobs that are as defined. */
    void firstOfProcess() throws IOException {
        add(noChange("no change, first pass of the process", NO_GOAL));
    }

    /** Passes of a process that is in use, over jobs that are as defined. */
    void inUse() throws IOException {
        repeated(() -> noChange("no change", pages() < PAGE ? NO_GOAL : NO_CHANGE_GOAL));
        repeated(() -> measure("no change, event", EVENT, Map.of(), latency, NO_GOAL));
        repeated(() -> changed("1 changed", 1));
        repeated(() -> changedSeenByEvent("1 changed, event", 1, ONE_CHANGED_GOAL));
        repeated(() -> changed("1 % changed", jobs / 100));
        repeated(() -> changedSeenByEvent("1 % changed, event", jobs / 100, NO_GOAL));
        add(changedTemplate());
    }

    /** The undo of a run that changed every job: its plan, then the same carried out. */
    void undone() throws IOException {
        add(changedTemplate());
        SyncRequest undo =
                SyncRequest.SYNC.over(new Scope.Undo(requireNonNull(last).runId(), "ann"));
        Map<String, Integer> reads = Map.of("LIST", pages());
        add(measure("plan of the undo", undo.dryRun(true), reads, rounds(pages()), NO_GOAL));
        Map<String, Integer> calls = Map.of("LIST", 2 * pages(), "RESET", jobs);
        Duration bound = rounds(2 * pages() + waves(jobs));
        add(measure("undo", undo.approving(requireNonNull(last).fingerprint()), calls, bound, NO_GOAL));
    }

    private Measured noChange(String name, double goal) throws IOException {
        return measure(name, SyncRequest.SYNC, Map.of("LIST", pages()), rounds(pages()), goal);
    }

    private Measured changed(String name, int count) throws IOException {
        change(count);
        int reads = Math.min(count, pages());
        Map<String, Integer> calls = Map.of("LIST", pages(), "RESET", count, "GET", reads);
        return measure(name, SyncRequest.SYNC, calls, rounds(pages() + waves(count) + waves(reads)), NO_GOAL);
    }

    private Measured changedSeenByEvent(String name, int count, double goal) throws IOException {
        change(count);
        Map<String, Integer> calls = Map.of("GET", 2 * count, "RESET", count);
        return measure(name, EVENT, calls, rounds(3 * waves(count)), goal);
    }

    private void change(int count) throws IOException {
        workers++;
        for (int job = 0; job < count; job++) {
            folder.define(job * (jobs / count), workers);
        }
    }

    private Measured changedTemplate() throws IOException {
        folder.changeTemplate(7200);
        Map<String, Integer> calls = Map.of("LIST", 2 * pages(), "RESET", jobs);
        Duration bound = rounds(2 * pages() + waves(jobs));
        return measure("a template that changes every job", SyncRequest.SYNC, calls, bound, NO_GOAL);
    }

    private int pages() {
        return Math.max(1, (jobs + PAGE - 1) / PAGE);
    }

    /** How many calls follow each other when so many are made at once. */
    private static int waves(int calls) {
        return (calls + AT_ONCE - 1) / AT_ONCE;
    }

    private Duration rounds(int calls) {
        return latency.multipliedBy(calls);
    }

    private interface Pass {
        Measured measure() throws IOException;
    }

    private void repeated(Pass pass) throws IOException {
        List<Measured> all = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            all.add(pass.measure());
        }
        all.sort(Comparator.comparing(Measured::ratio));
        add(all.get(TIMES / 2));
    }

    private void add(Measured one) {
        measured.add(one);
        System.out.println(one.row());
    }

    private Measured measure(
            String name, SyncRequest request, Map<String, Integer> expected, Duration bound, double goal)
            throws IOException {
        WorkspaceProcess.Calls unused = workspace.calls();
        Cost cost = new Cost();
        Report report = reconciler.run(request);
        Cost.Spent spent = cost.spent();
        last = report;
        if (report.failed() || report.refused() || !report.notes().isEmpty()) {
            throw new IllegalStateException(name + ": the pass did not succeed: " + report.problems() + report.notes());
        }
        return new Measured(name, workspace.calls(), expected, spent, bound, goal);
    }
}
