package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.apply.Outcome;
import io.github.dbdsc.apply.Outcome.Result;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.report.AnsiStyle;
import io.github.dbdsc.report.Detail;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportJson;
import io.github.dbdsc.report.ReportMarkdown;
import io.github.dbdsc.report.ReportText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder below {@code src/test/resources/golden} is a case, see {@link GoldenCase}. To write the expected files
 * anew: {@code mvn test -Dtest=GoldenTest -Dupdate=true}; read what changed before you commit it.
 */
class GoldenTest {

    private static final JsonMapper JSON = new JsonMapper();

    static List<GoldenCase> cases() throws IOException {
        return GoldenCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void the_plan_and_the_report_are_as_expected(GoldenCase golden) throws JsonProcessingException {
        try (SimulatedWorkspace workspace = golden.workspace()) {
            Report report = golden.reconciler(workspace, golden.stores())
                    .run(golden.options().request());
            String plan = plan(report, golden.options().verbose());
            String text =
                    ReportText.of(ReportJson.of(report, golden.options().verbose()), AnsiStyle.PLAIN, Detail.USUAL);
            String comment = ReportMarkdown.of(ReportJson.of(report, false));
            if (Boolean.getBoolean("update")) {
                golden.write("plan.json", plan + "\n");
                golden.write("report.txt", text);
                if (golden.has("comment.md")) {
                    golden.write("comment.md", comment);
                }
            }

            assertThat(workspace.calls().writes()).isZero();
            assertThat(plan)
                    .isEqualToNormalizingNewlines(golden.json("plan.json").toPrettyString());
            assertThat(text).isEqualToNormalizingNewlines(golden.text("report.txt"));
            if (golden.has("comment.md")) {
                assertThat(comment).isEqualToNormalizingNewlines(golden.text("comment.md"));
            }
        }
    }

    /** Returns the report as JSON without what differs each time or is the same in all cases. */
    private static String plan(Report report, boolean verbose) throws JsonProcessingException {
        ObjectNode json = ReportJson.of(report, verbose);
        json.remove(List.of("runId", "startedAt", "seconds", "workspace", "dryRun"));
        return JSON.readTree(json.toString()).toPrettyString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void applying_the_plan_touches_what_it_says_and_converges(GoldenCase golden) {
        try (SimulatedWorkspace workspace = golden.workspace()) {
            InMemoryStores stores = golden.stores();
            Map<Long, StoredJob> before = jobs(workspace);
            SyncRequest request = golden.options().request();

            Report report = golden.reconciler(workspace, stores).run(request.dryRun(false));

            assertThat(report.count(Result.FAILED)).isZero();
            assertTouched(report, before, jobs(workspace));
            Report next = golden.reconciler(workspace, stores).run(request);
            if (nothingCarriedOut(report)) {
                assertThat(next.fingerprint()).isEqualTo(report.fingerprint());
            } else {
                assertThat(writes(next)).as("left to do").isEqualTo(putOff(report));
            }
        }
    }

    private static Map<Long, StoredJob> jobs(SimulatedWorkspace workspace) {
        return workspace.jobs().all().stream()
                .collect(Collectors.toMap(StoredJob::id, job -> job, (one, other) -> one, TreeMap::new));
    }

    private static void assertTouched(Report report, Map<Long, StoredJob> before, Map<Long, StoredJob> after) {
        Set<Long> deleted = ids(report, Action.DELETE);
        Set<Long> replaced = ids(report, Action.UPDATE);
        replaced.addAll(ids(report, Action.ADOPT));
        before.forEach((id, job) -> {
            if (deleted.contains(id)) {
                assertThat(after).as("the plan deletes it").doesNotContainKey(id);
            } else if (replaced.contains(id)) {
                assertThat(after.getOrDefault(id, job).revision())
                        .as("writes to job %d", id)
                        .isEqualTo(job.revision() + 1);
            } else {
                assertThat(after.get(id)).as("the plan leaves it alone").isEqualTo(job);
            }
        });
        Set<Long> made = new TreeSet<>(after.keySet());
        made.removeAll(before.keySet());
        assertThat(made).isEqualTo(ids(report, Action.CREATE));
    }

    /** Returns the jobs to which this action was applied. */
    private static Set<Long> ids(Report report, Action action) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.result() == Result.APPLIED)
                .filter(outcome -> outcome.change().action() == action)
                .map(outcome -> outcome.jobId().orElseThrow())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean nothingCarriedOut(Report report) {
        return report.hasChanges() && report.count(Result.APPLIED) == 0;
    }

    private static List<Long> writes(Report report) {
        return ids(report, Set.of(Result.NOT_APPLIED, Result.REFUSED));
    }

    /** Returns what safety withheld and the deletes that wait for active runs to end: all else was applied. */
    private static List<Long> putOff(Report report) {
        List<Long> left = ids(report, Set.of(Result.NOT_APPLIED, Result.REFUSED));
        assertThat(left).allSatisfy(id -> assertThat(report.outcomes())
                .anyMatch(outcome -> outcome.jobId().orElse(0) == id
                        && (outcome.change().action() == Action.DELETE || outcome.result() == Result.REFUSED)));
        return left;
    }

    private static List<Long> ids(Report report, Set<Result> results) {
        return report.outcomes().stream()
                .filter(outcome -> outcome.change().action().writes())
                .filter(outcome -> results.contains(outcome.result()))
                .map(Outcome::jobId)
                .map(id -> id.orElse(0))
                .sorted()
                .toList();
    }
}
