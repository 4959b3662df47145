package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.fakes.InMemoryStores;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.report.RunStatus;
import io.github.dbdsc.sync.PendingRun;
import io.github.dbdsc.sync.RunLookup;
import io.github.dbdsc.sync.UnfinishedRuns;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which process a run waits in, where a function app's runs are in the same list. */
class ServingProcessTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final ReportStore reports = new InMemoryStores().reportStore();

    /** Returns a process of this machine that has ended. */
    static ServingProcess ended() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ServingProcess process = ServingProcess.of(java.toHandle());
        java.waitFor();
        return process;
    }

    private static ServingProcess of(String machine, long id, long startedAt) {
        return new ServingProcess(machine, id, startedAt);
    }

    @Test
    void a_process_is_gone_once_it_has_ended_or_another_one_has_its_id() throws Exception {
        ServingProcess here = ServingProcess.current();

        assertThat(here.isGone()).isFalse();
        assertThat(ended().isGone()).isTrue();
        assertThat(of(here.machine(), here.id(), here.startedAt() - 3_600_000).isGone())
                .as("its id is this process's now")
                .isTrue();
    }

    @Test
    void what_is_not_certain_is_taken_for_a_process_that_is_there() throws Exception {
        ServingProcess here = ServingProcess.current();
        ServingProcess ended = ended();

        assertThat(of("another machine", ended.id(), ended.startedAt()).isGone())
                .isFalse();
        assertThat(of("", ended.id(), ended.startedAt()).isGone()).isFalse();
        assertThat(of(here.machine(), here.id(), 0).isGone()).isFalse();
        assertThat(of(here.machine(), here.id(), here.startedAt() - 10_000).isGone())
                .as("the system's clock was put right")
                .isFalse();
    }

    @Test
    void a_run_names_its_process_while_it_waits_or_works_and_not_once_it_has_ended() {
        ServingProcess here = ServingProcess.current();
        ReportStore marked = new MarkedReports(reports, here);
        PendingRun.queued("20261122T120000Z-000001", NOON, "").writeTo(marked);
        PendingRun.running("20261122T120000Z-000002", NOON, "").writeTo(marked);
        PendingRun.failed("20261122T120000Z-000003", NOON, "", "no").writeTo(marked);

        assertThat(ServingProcess.in(entry(1))).contains(here);
        assertThat(ServingProcess.in(entry(2))).contains(here);
        assertThat(ServingProcess.in(entry(3))).isEmpty();
        assertThat(marked.list(null, 3)).isEqualTo(reports.list(null, 3)).hasSize(3);
    }

    @Test
    void only_runs_of_a_process_of_this_machine_that_has_ended_are_lost() throws Exception {
        ServingProcess ended = ended();
        List<ServingProcess> processes =
                List.of(ended, ServingProcess.current(), of("another machine", ended.id(), ended.startedAt()));
        for (int i = 0; i < processes.size(); i++) {
            PendingRun.queued("20261122T120000Z-00000" + (i + 1), NOON, "POST /api/sync")
                    .writeTo(new MarkedReports(reports, processes.get(i)));
        }
        PendingRun.queued("20261122T120000Z-000004", NOON, "POST /api/sync").writeTo(reports);

        UnfinishedRuns.endThose(
                reports,
                run -> ServingProcess.in(run).filter(ServingProcess::isGone).isPresent());

        assertThat(reports.list(null, 9))
                .extracting(run -> run.runId().substring(22) + " " + run.status())
                .containsExactly(
                        "4 " + RunStatus.QUEUED,
                        "3 " + RunStatus.QUEUED,
                        "2 " + RunStatus.QUEUED,
                        "1 " + RunStatus.LOST);
    }

    private ObjectNode entry(int number) {
        return RunLookup.find(reports, "20261122T120000Z-00000" + number)
                .map(RunLookup.Found::document)
                .orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
