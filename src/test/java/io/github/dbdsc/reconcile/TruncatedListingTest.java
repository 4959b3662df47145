package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.apply.WorkspaceException;
import io.github.dbdsc.local.simulation.Fault;
import io.github.dbdsc.local.simulation.StoredJob;
import io.github.dbdsc.model.SyncRequest;
import java.util.List;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs on a page that was not read must never be taken for jobs that are not there. */
class TruncatedListingTest {

    static List<Named<Fault>> faults() {
        return List.of(
                        Fault.internalError(),
                        Fault.unavailable(),
                        Fault.connectionDropped(),
                        Fault.answerCutShort(),
                        Fault.wrongTypes(),
                        Fault.htmlPage(200))
                .stream()
                .map(fault -> Named.of(fault.toString(), fault))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_listing_that_breaks_off_after_its_first_page_ends_the_run_before_anything_is_written(Fault fault) {
        try (ManyJobs jobs = ManyJobs.inSync(150)) {
            jobs.define(0, ", \"timeout\": 120");
            jobs.remove(149);
            List<StoredJob> before = jobs.workspace().jobs().all();
            jobs.workspace().faults().fromCall(2, fault);

            assertThatThrownBy(() -> jobs.run(SyncRequest.SYNC)).isInstanceOf(WorkspaceException.class);

            assertThat(jobs.workspace().jobs().all()).isEqualTo(before);
            assertThat(jobs.workspace().calls().writes()).isZero();
        }
    }
}
