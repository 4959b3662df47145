package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastStateTest {

    private static final int JOBS = 400;

    private final LastState last = new LastState();

    @Test
    void after_any_changes_the_document_is_the_one_that_is_written_from_scratch() throws Exception {
        Random random = new Random(7);
        List<Map.Entry<JobKey, AppliedJob>> all =
                List.copyOf(ManyAppliedJobs.applied(JOBS).entrySet());
        Map<JobKey, AppliedJob> jobs = new HashMap<>();
        for (int change = 0; change < 100; change++) {
            for (int step = random.nextInt(20); step >= 0; step--) {
                Map.Entry<JobKey, AppliedJob> one = all.get(random.nextInt(JOBS));
                switch (random.nextInt(3)) {
                    case 0 -> jobs.remove(one.getKey());
                    case 1 -> jobs.put(one.getKey(), one.getValue().inRound(random.nextInt(5)));
                    default -> jobs.put(one.getKey(), one.getValue());
                }
            }
            byte[] document = last.write(jobs);

            assertThat(document).as("change " + change).isEqualTo(StateDocument.write(jobs));
            assertThat(StateDocument.read(document)).isEqualTo(jobs);
        }
    }

    @Test
    void what_was_written_is_not_decoded_and_what_was_read_not_decoded_twice() throws Exception {
        Map<JobKey, AppliedJob> jobs = Map.copyOf(ManyAppliedJobs.applied(3));

        assertThat(last.read(last.write(jobs))).isSameAs(jobs);

        byte[] other = StateDocument.write(ManyAppliedJobs.applied(2));
        Map<JobKey, AppliedJob> decoded = last.read(other);
        assertThat(decoded).hasSize(2);
        assertThat(last.read(other.clone())).isSameAs(decoded);
    }

    @Test
    void what_somebody_else_wrote_is_decoded() throws Exception {
        last.write(ManyAppliedJobs.applied(3));

        assertThat(last.read(StateDocument.write(Map.of()))).isEmpty();
    }

    @Test
    void equal_jobs_take_the_place_of_those_that_were_decoded() throws Exception {
        byte[] document = StateDocument.write(ManyAppliedJobs.applied(3));
        Map<JobKey, AppliedJob> equal = Map.copyOf(ManyAppliedJobs.applied(3));

        last.hold(last.read(document), equal);

        assertThat(last.read(document)).isSameAs(equal);
    }

    @Test
    void jobs_equal_to_an_earlier_document_do_not_take_the_place_of_a_later_one() throws Exception {
        Map<JobKey, AppliedJob> earlier = last.read(StateDocument.write(ManyAppliedJobs.applied(3)));
        byte[] later = StateDocument.write(ManyAppliedJobs.applied(4));
        Map<JobKey, AppliedJob> decoded = last.read(later);

        last.hold(earlier, Map.copyOf(ManyAppliedJobs.applied(3)));

        assertThat(last.read(later)).isSameAs(decoded);
    }

    @Test
    void a_damaged_document_says_so_each_time() {
        byte[] damaged = {1, 2};

        assertThatThrownBy(() -> last.read(damaged)).isInstanceOf(DamagedStateException.class);
        assertThatThrownBy(() -> last.read(damaged)).isInstanceOf(DamagedStateException.class);
    }
}
