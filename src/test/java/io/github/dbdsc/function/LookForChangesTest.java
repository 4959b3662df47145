package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import io.github.dbdsc.sync.RequestQueue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload whose event is lost is applied by the next look for changes, which is cheap where there is none. */
class LookForChangesTest {

    private final SimulatedWorkspace workspace = SimulatedWorkspace.start();
    private final InMemoryStores container = new InMemoryStores()
            .file("templates/standard.jinja2", "{\"name\": \"{{ job.name }}\"}")
            .lockedAt(Clock.systemUTC());
    private final KeptRequests queue = new KeptRequests();
    private final List<String> calls = new ArrayList<>();
    private final AppServices services = Wiring.services(settings(), observed(container.stores()), queue);

    @AfterEach
    void stop() {
        workspace.close();
    }

    /** Keeps requests until they are taken. */
    private static final class KeptRequests implements RequestQueue {

        private final List<SyncRequest> sent = new ArrayList<>();
        private int waiting;

        @Override
        public void send(SyncRequest request, Duration delay) {
            sent.add(request);
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public Waiting waiting() {
            return new Waiting(sent.size() + waiting, 0, List.of());
        }
    }

    private Settings settings() {
        return AppSettings.of(Map.of(
                        "DATABRICKS_URI", workspace.uri().toString(),
                        "AUTHORITY_TYPE", "pat",
                        "PAT_TOKEN", Caller.DEMO.token()))
                .settings();
    }

    private Stores observed(Stores stores) {
        return new Stores(
                observed(stores.definitions()),
                () -> {
                    calls.add("lock");
                    return stores.lock().tryAcquire();
                },
                observed(stores.state()),
                stores.reports());
    }

    /** Like a container, whose etags take a listing and no download. */
    private DefinitionStore observed(DefinitionStore definitions) {
        return new DefinitionStore() {
            @Override
            public Snapshot read() {
                calls.add("download");
                return definitions.read();
            }

            @Override
            public SortedMap<String, String> etags() {
                calls.add("list");
                return definitions.read().etags();
            }
        };
    }

    private StateStore observed(StateStore state) {
        return new StateStore() {
            @Override
            public Optional<StoredState> read(String path) {
                calls.add(path.replaceFirst("^.*[.](?=coverage)", ""));
                return state.read(path);
            }

            @Override
            public boolean write(String path, byte[] content, @Nullable String replaces) {
                calls.add("write");
                return state.write(path, content, replaces);
            }
        };
    }

    private String look() {
        RecordedContext context = new RecordedContext();
        new EventFunctions(() -> services, () -> "container").lookForChanges("{}", context);
        return String.join("; ", context.lines());
    }

    /** Makes the run that was asked for. */
    private void run() {
        services.reconciler().run(queue.sent.remove(0));
    }

    private void define(String key) {
        container.file("jobs/" + key + ".json", "{\"name\": \"" + key + "\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000})
    void where_nothing_has_changed_it_lists_the_container_reads_one_small_document_and_does_nothing_else(
            int definitions) {
        // of no job, since making ten thousand takes the service minutes; the container is seen all the same
        IntStream.range(0, definitions).forEach(i -> container.file("jobs/k" + i + ".json", "no JSON"));
        services.reconciler().run(SyncRequest.CHANGES);
        int reports = container.reports().size();
        calls.clear();
        workspace.calls().reset();

        assertThat(look()).isEqualTo("nothing has changed since the last run");

        assertThat(calls).containsExactly("list", "coverage.json");
        assertThat(workspace.calls().count()).isZero();
        assertThat(container.reports()).hasSize(reports);
        assertThat(queue.sent).isEmpty();
    }

    @Test
    void an_upload_whose_event_is_lost_is_applied_once() {
        define("a");
        services.reconciler().run(SyncRequest.CHANGES);
        define("b");

        assertThat(look()).startsWith("files have changed, asked for run ");
        run();
        assertThat(workspace.jobs().all()).hasSize(2);

        workspace.calls().reset();
        assertThat(look()).isEqualTo("nothing has changed since the last run");
        assertThat(workspace.calls().count()).isZero();
    }

    @Test
    void an_upload_whose_event_arrives_as_well_is_written_once() {
        define("a");
        new EventFunctions(() -> services, () -> "container")
                .onDefinitionLanded(new byte[0], "jobs/a.json", new RecordedContext());
        look();
        assertThat(queue.sent).hasSize(2);

        run();
        run();

        assertThat(workspace.calls().writes()).isEqualTo(1);
    }

    @Test
    void a_file_that_was_removed_or_changed_is_seen() {
        define("a");
        define("b");
        services.reconciler().run(SyncRequest.SYNC);

        container.remove("jobs/b.json");
        assertThat(look()).startsWith("files have changed");
        run();
        container.file("jobs/a.json", "{\"name\": \"other\"}");
        assertThat(look()).startsWith("files have changed");
        run();

        assertThat(look()).startsWith("nothing has changed");
    }

    @Test
    void a_run_of_one_job_or_a_dry_run_has_not_seen_to_the_others() {
        define("a");
        services.reconciler().run(SyncRequest.CHANGES);
        define("b");
        services.reconciler().run(SyncRequest.SYNC.only(new JobKey("a")));
        services.reconciler().run(SyncRequest.PLAN);

        assertThat(look()).startsWith("files have changed");
    }

    @Test
    void what_no_look_could_settle_is_asked_for_again() {
        define("a");

        look();
        queue.sent.clear();

        assertThat(look()).as("the last look is no run").startsWith("files have changed");
    }

    @Test
    void a_request_whose_machine_is_gone_does_not_hold_it_up_and_requests_do_not_pile_up() {
        define("a");
        queue.waiting = 1;

        assertThat(look()).startsWith("files have changed, asked for run ");
        assertThat(look()).isEqualTo("files have changed, and 2 requests wait already");
        assertThat(queue.sent).hasSize(1);
    }

    @Test
    void a_run_that_must_not_delete_so_many_has_seen_the_container() {
        IntStream.range(0, 10).forEach(i -> define("k" + i));
        services.reconciler().run(SyncRequest.SYNC);
        IntStream.range(0, 9).forEach(i -> container.remove("jobs/k" + i + ".json"));

        services.reconciler().run(SyncRequest.SYNC.prune(true));

        assertThat(look()).isEqualTo("nothing has changed since the last run");
    }

    @Test
    void a_run_whose_approval_no_longer_fits_has_done_nothing() {
        define("a");

        assertThat(services.reconciler()
                        .run(SyncRequest.SYNC.approving("0123456789abcdef"))
                        .objections())
                .hasSize(1);

        assertThat(look()).startsWith("files have changed");
    }
}
