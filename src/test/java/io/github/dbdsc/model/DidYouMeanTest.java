package io.github.dbdsc.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DidYouMeanTest {

    private static final List<String> WORDS =
            List.of("num_workers", "name", "tags", "tasks", "max_retries", "timeout_seconds", "spark_conf");

    @ParameterizedTest
    @CsvSource({
        "numWorkers,num_workers",
        "NUM-WORKERS,num_workers",
        "num_worker,num_workers",
        "num_wrokers,num_workers",
        "nmu_wrokers,num_workers",
        "nmae,name",
        "task,tasks",
        "timout_second,timeout_seconds",
        "sparkconfs,spark_conf",
    })
    void a_slip_or_another_spelling_is_recognised(String written, String meant) {
        assertThat(DidYouMean.nearest(written, WORDS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "tag_it", "retries", "nxyz", "timeout", "workers"})
    void other_words_are_left_alone(String written) {
        assertThat(DidYouMean.nearest(written, WORDS)).isEmpty();
        assertThat(DidYouMean.ending(written, WORDS)).isEmpty();
    }

    @Test
    void the_closest_word_wins_and_among_equals_the_first_by_name() {
        assertThat(DidYouMean.nearest("on_starts", List.of("on_start", "on_stars")))
                .contains("on_stars");
        assertThat(DidYouMean.nearest("on_stat", List.of("on_staxx", "on_start")))
                .contains("on_start");
    }
}
