package io.github.dbdsc.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.apply.Wanted;
import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.local.simulation.Caller;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.Operation;
import io.github.dbdsc.local.simulation.SimulatedWorkspace;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobListingTest {

    private static final int PAGES = 3;
    private static final int JOBS_A_PAGE = 100;

    private final SimulatedWorkspace service = SimulatedWorkspace.start();
    private final CountDownLatch secondPage = new CountDownLatch(2);
    private final DatabricksWorkspace workspace = new DatabricksWorkspace(
            service.uri(), this::token, HttpClient.newHttpClient(), RetryPolicy.DEFAULT, pause -> {});

    /** Returns the token; each call asks for it once. */
    private String token() {
        secondPage.countDown();
        return Caller.DEMO.token();
    }

    @BeforeEach
    void fill() {
        for (int job = 0; job < PAGES * JOBS_A_PAGE; job++) {
            service.jobs()
                    .put("a@example.com", JsonNodeFactory.instance.objectNode().put("name", "job " + job));
        }
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void the_next_page_is_requested_while_one_is_read() {
        List<Boolean> askedFor = new ArrayList<>();

        workspace.forEach(Wanted.NONE, job -> askedFor.add(isAskedFor()));

        assertThat(askedFor).hasSize(PAGES * JOBS_A_PAGE).containsOnly(true);
    }

    private boolean isAskedFor() {
        try {
            return secondPage.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void jobs_are_passed_on_in_the_callers_thread() {
        List<Thread> threads = new ArrayList<>();

        workspace.forEach(Wanted.NONE, job -> threads.add(Thread.currentThread()));

        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void a_failed_page_ends_the_listing_with_its_own_error() {
        service.faults().onCall(2, Fault.refused(403, "PERMISSION_DENIED"));
        List<Long> shown = new ArrayList<>();

        assertThatThrownBy(() -> workspace.forEach(Wanted.NONE, job -> shown.add(job.id())))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("GET /api/2.2/jobs/list was answered 403");

        assertThat(shown).hasSize(JOBS_A_PAGE);
        assertThat(service.calls().count(Operation.LIST)).isEqualTo(2);
    }

    @Test
    void an_action_that_fails_ends_the_listing() {
        assertThatThrownBy(() -> workspace.forEach(Wanted.NONE, job -> {
                    throw new IllegalStateException("enough");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");

        assertThat(service.calls().count(Operation.LIST)).isLessThanOrEqualTo(2);
    }

    @Test
    void an_interrupted_thread_does_not_wait_for_the_next_page() {
        service.faults().onCall(2, Fault.slowAnswer(Duration.ofMinutes(1)));

        assertThatThrownBy(() -> workspace.forEach(
                        Wanted.NONE, job -> Thread.currentThread().interrupt()))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("the pass was stopped");

        assertThat(Thread.interrupted()).isTrue();
    }
}
