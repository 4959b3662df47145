package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fakes.InMemoryReports;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.fuzz.Broken;
import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.local.simulation.SimulationOptions;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.plan.Action;
import io.github.dbdsc.plan.Jobs;
import io.github.dbdsc.report.JobStatusBoard;
import io.github.dbdsc.report.Report;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.ReportSummary;
import io.github.dbdsc.report.UnmanagedFilter;
import io.github.dbdsc.state.DamagedStateException;
import io.github.dbdsc.state.StateDocument;
import io.github.dbdsc.state.StoredState;
import io.github.dbdsc.sync.RunLookup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Broken documents in the stores: they are read or set aside, never stop a run, and never make it lose or duplicate a
 * job.
 */
class StoredDocumentsFuzzTest {

    private static final String TEMPLATE = """
            {"name": "{{ job.name }}", "tasks": [{"task_key": "t", "new_cluster": {"num_workers": 1,
             "spark_env_vars": {"KEY": "SECRET"}}, "notebook_task": {"notebook_path": "/n"}}]}""".replace("SECRET", ForUsers.SECRET);

    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withCallers(Passes.ROBOT));
    private final InMemoryStores stores = new InMemoryStores()
            .file("templates/standard.jinja2", TEMPLATE)
            .file("jobs/a.json", "{\"name\": \"A\"}")
            .file("jobs/etl/b.json", "{\"name\": \"B\", \"$protect\": true}")
            .lockedAt(Passes.NOON);
    private final Reconciler reconciler =
            Passes.with(new RunPolicy(true, 100, Duration.ZERO)).reconciler(Passes.client(workspace), stores.stores());

    @AfterEach
    void stop() {
        workspace.close();
    }

    private static final class Input {

        private final byte[] content;

        private Input(byte[] content) {
            this.content = content;
        }

        /** Breaks a document as it is stored, or before it is compressed. */
        static Input packed(byte[] whole, RandomGenerator random) {
            return switch (random.nextInt(4)) {
                case 0 -> new Input(Broken.bytes(whole, random));
                case 1 -> new Input(bytes(BrokenJson.of(unpacked(whole), random)));
                default -> new Input(repacked(BrokenJson.of(unpacked(whole), random)));
            };
        }

        static Input plain(byte[] whole, RandomGenerator random) {
            return new Input(
                    random.nextInt(5) == 0
                            ? Broken.bytes(whole, random)
                            : bytes(BrokenJson.of(new String(whole, StandardCharsets.UTF_8), random)));
        }

        @Override
        public String toString() {
            return content.length > 1 && content[0] == 0x1f
                    ? "packed: " + unpacked(content)
                    : new String(content, StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String unpacked(byte[] document) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(document))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "damaged, " + document.length + " bytes";
        }
    }

    private static byte[] repacked(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] stored(String path) {
        return stores.read(path).orElseThrow().content();
    }

    private void store(String path, byte[] content) {
        String version = stores.read(path).map(StoredState::version).orElse(null);
        assertThat(stores.write(path, content, version)).isTrue();
    }

    @Test
    void a_broken_state_is_read_or_is_damaged_and_keeps_its_secrets() {
        reconciler.run(SyncRequest.SYNC);
        byte[] state = stored("us.json");

        Map<String, Integer> ends = Fuzz.each(random -> Input.packed(state, random), input -> {
            try {
                StateDocument.write(StateDocument.read(input.content));
                return "read";
            } catch (DamagedStateException e) {
                ForUsers.assertFit(e);
                return "damaged";
            }
        });

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("read", "damaged");
        }
    }

    @Test
    void a_run_with_broken_documents_loses_and_duplicates_no_job_and_touches_no_foreign_one() {
        reconciler.run(SyncRequest.SYNC);
        long foreign = workspace
                .jobs()
                .put("bob@example.com", Jobs.settings("{'name':'foreign'}").tree());
        int revision = workspace.jobs().find(foreign).orElseThrow().revision();
        List<Long> ids = workspace.jobs().all().stream().map(StoredJob::id).toList();
        List<String> paths =
                List.of("us.json", "us.jobs.json", "us.coverage.json", "us.creating.json", "us.prune.json");
        List<byte[]> whole = paths.stream().map(this::stored).toList();

        Fuzz.some(
                5,
                random -> List.of(
                        Input.packed(whole.get(0), random),
                        Input.plain(whole.get(1), random),
                        Input.plain(whole.get(2), random),
                        Input.plain(whole.get(3), random),
                        Input.plain(whole.get(4), random)),
                inputs -> {
                    for (int i = 0; i < paths.size(); i++) {
                        store(paths.get(i), inputs.get(i).content);
                    }
                    Report report = reconciler.run(SyncRequest.SYNC);
                    report.notes().forEach(ForUsers::assertFit);
                    assertThat(report.count(Action.CREATE)).isZero();
                    assertThat(workspace.jobs().all()).extracting(StoredJob::id).containsExactlyElementsOf(ids);
                    assertThat(workspace.jobs().find(foreign).orElseThrow().revision())
                            .isEqualTo(revision);
                    assertThat(reconciler.run(SyncRequest.PLAN).hasChanges()).isFalse();
                    return "passed";
                });
    }

    @Test
    void broken_reports_and_statuses_are_shown_or_reported_as_broken() {
        reconciler.run(SyncRequest.SYNC);
        byte[] report = bytes(stores.reports().get(0));
        byte[] statuses = stored("us.jobs.json");
        JobStatusBoard board = new JobStatusBoard(stores, Passes.TARGET);

        Map<String, Integer> ends =
                Fuzz.each(random -> Input.plain(random.nextBoolean() ? report : statuses, random), input -> {
                    store("us.jobs.json", input.content);
                    assertThat(board.read().document()).isNotNull();
                    ReportSummary.ofLine(input.toString())
                            .ifPresent(summary -> assertThat(summary.line()).isNotBlank());
                    try {
                        return RunLookup.find(holding(input.toString()), "any").isPresent() ? "found" : "not found";
                    } catch (StoreException e) {
                        ForUsers.assertFit(e);
                        return "told";
                    }
                });

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("found", "told");
        }
    }

    @Test
    void a_broken_list_of_jobs_that_are_nobodys_is_shown_as_far_as_it_can_be_read() {
        workspace
                .jobs()
                .put("bob@example.com", Jobs.settings("{'name':'foreign'}").tree());
        reconciler.run(SyncRequest.SYNC);
        byte[] list = stored("us.unmanaged.json");
        byte[] statuses = stored("us.jobs.json");
        JobStatusBoard board = new JobStatusBoard(stores, Passes.TARGET);

        Fuzz.each(random -> List.of(Input.plain(list, random), Input.plain(statuses, random)), inputs -> {
            store("us.unmanaged.json", inputs.get(0).content);
            store("us.jobs.json", inputs.get(1).content);
            ObjectNode shown = board.readUnmanaged().document();
            OptionalLong next = new UnmanagedFilter("o", 1, 0L).applyTo(shown);
            assertThat(shown.at("/unmanaged/jobs").size()).isLessThanOrEqualTo(1);
            assertThat(next.isEmpty() || next.getAsLong() > 0).isTrue();
            return "shown";
        });
    }

    private static ReportStore holding(String text) {
        return new InMemoryReports() {
            @Override
            public Optional<String> read(String runId) {
                return Optional.of(text);
            }
        };
    }
}
