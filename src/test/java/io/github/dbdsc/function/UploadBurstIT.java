package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.local.simulation.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many files at once, and their events more than once. */
class UploadBurstIT {

    private static final int FILES = 500;
    private static final int AT_ONCE = 16;

    private final Deployment deployment = Deployment.create();

    @AfterEach
    void stop() {
        deployment.close();
    }

    private static void inParallel(List<String> paths, Consumer<String> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> actions = new ArrayList<>();
            paths.forEach(path -> actions.add(threads.submit(() -> action.accept(path))));
            for (Future<?> done : actions) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Nothing is shortened here: creating 500 jobs at the published rate alone takes 26 seconds. */
    @Test
    void five_hundred_files_uploaded_at_once_cost_at_most_three_runs_and_make_each_job_once() throws Exception {
        List<String> definitions = Deployment.definitions(FILES);

        try (FunctionsHost host = deployment.host(deployment.services(Hurry.NONE, Hurry.NONE), Hurry.NONE)) {
            inParallel(definitions, path -> {
                deployment.upload(path);
                deployment.announce(path);
            });
            deployment.awaitNothingLeft();
            assertThat(host.lines().stream().filter(line -> line.contains("landed, asked for run")))
                    .hasSize(FILES);
        }

        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(deployment.workspace().calls().count(Operation.CREATE)).isEqualTo(FILES);
        assertThat(deployment.workspace().calls().writes()).isEqualTo(FILES);
        assertThat(deployment.runs()).hasSizeBetween(1, 3);
        assertThat(deployment.givenUp()).isZero();
    }

    /** Shortens the waits of requests to a tenth. */
    @Test
    void events_that_come_three_times_and_in_any_order_write_nothing_more() throws Exception {
        List<String> definitions = Deployment.definitions(25);
        List<String> events = new ArrayList<>();
        for (int time = 0; time < 3; time++) {
            events.addAll(definitions);
        }
        Collections.shuffle(events, new Random(20261122));

        try (FunctionsHost host = deployment.host(deployment.services(Hurry.TENFOLD, Hurry.TENFOLD), Hurry.TENFOLD)) {
            inParallel(definitions, deployment::upload);
            inParallel(definitions, deployment::announce);
            deployment.awaitNothingLeft();
            assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
            deployment.workspace().calls().reset();

            inParallel(events, deployment::announce);
            deployment.awaitNothingLeft();
            assertThat(host.lines().stream().filter(line -> line.contains("landed, asked for run")))
                    .hasSize(4 * definitions.size());
        }

        assertThat(deployment.workspace().calls().writes()).isZero();
        assertThat(deployment.jobs()).isEqualTo(Deployment.jobsOf(definitions));
        assertThat(deployment.givenUp()).isZero();
    }
}
