package io.github.dbdsc.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths lead to a function on the Functions host. */
class HostRouteTest {

    private final HostRoute run = new HostRoute("/api/runs/{id}");

    @ParameterizedTest
    @ValueSource(strings = {"/api/runs/x", "/api/runs/x/", "/API/Runs/x", "/api/%72uns/x"})
    void case_a_slash_at_the_end_and_encoding_do_not_matter(String path) {
        assertThat(run.match(path)).hasValue(Map.of("id", "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/runs", "/api/runs/", "/api/runs//", "/api/runs/x/y", "/api//runs/x", "/runs/x", "/", ""})
    void another_path_is_another(String path) {
        assertThat(run.match(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/jobs/daily, daily",
        "/api/jobs/etl/daily, etl/daily",
        "/API/jobs/etl/daily/, etl/daily",
        "/api/jobs/etl%2Fdaily%20x, etl%2Fdaily x",
    })
    void a_segment_with_an_asterisk_stands_for_all_that_follow(String path, String got) {
        assertThat(new HostRoute("/api/jobs/{*key:minlength(1)}").match(path)).hasValue(Map.of("key", got));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/jobs", "/api/jobs/", "/api/job/x", "/api"})
    void a_segment_with_an_asterisk_stands_for_no_less_than_one(String path) {
        assertThat(new HostRoute("/api/jobs/{*key:minlength(1)}").match(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a%2Fb, a%2Fb",
        "a%2fb%20c, a%2fb c",
        "A+b, A+b",
        "%C3%A9, é",
        "%25, %",
        "%252F, %2F",
        "%FF, %FF",
        "%zz, %zz",
    })
    void a_part_is_decoded_but_for_slashes(String sent, String got) {
        assertThat(run.match("/api/runs/" + sent)).hasValue(Map.of("id", got));
    }
}
