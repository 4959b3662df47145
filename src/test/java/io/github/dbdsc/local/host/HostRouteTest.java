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
