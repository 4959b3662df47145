package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.DesiredState;
import org.junit.jupiter.api.Test;

class ColdStartTest {

    @Test
    void the_sample_goes_all_the_way_to_a_checked_job() {
        DesiredState sample = ColdStart.sample();

        assertThat(sample.problems()).isEmpty();
        assertThat(sample.jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.settings().name()).isEqualTo("SAMPLE"));
    }
}
