package io.github.dbdsc.function;

import static io.github.dbdsc.function.ApiUnderTest.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.report.JobFilter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks how callers pick jobs out of many. */
class JobsListTest {

    private ApiUnderTest api;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        api = new ApiUnderTest(folder);
        api.write("jobs/etl/daily.json", "{\"name\": \"Daily Ärger\"}");
        api.write("jobs/etl/hourly.json", "{\"name\": \"Hourly\"}");
        api.write("jobs/etl & more.json", "{\"name\": \"More\"}");
        assertThat(api.sync().statusCode()).isEqualTo(200);
        api.write("jobs/bad.json", "{");
        assertThat(api.sync().statusCode()).isEqualTo(422);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static List<String> keys(JsonNode answer) {
        return answer.path("jobs").findValuesAsText("key");
    }

    @Test
    void without_a_filter_the_answer_has_all_jobs_and_no_counts() throws Exception {
        JsonNode all = json(api.get("/api/jobs"));

        assertThat(keys(all)).containsExactly("a", "bad", "etl & more", "etl/daily", "etl/hourly");
        assertThat(all.has("counts")).isFalse();
        assertThat(all.has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=problem | bad",
                "state=problem,in-sync&limit=2 | a bad",
                "state=refused | ",
                "prefix=etl/ | etl/daily etl/hourly",
                "prefix=ETL/ | ",
                "q=HOUR | etl/hourly",
                "q=%C3%A4RGER | etl/daily",
                "q=more | etl & more",
                "prefix=etl&q=r&state=in-sync | etl & more etl/daily etl/hourly",
                "after=bad&limit=1 | etl & more",
                "after=nowhere | ",
            })
    void a_filter_lets_these_jobs_through(String query, String expected) throws Exception {
        JsonNode answer = json(api.get("/api/jobs?" + query));

        assertThat(String.join(" ", keys(answer))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void the_counts_are_those_of_all_jobs_whatever_is_shown() throws Exception {
        JsonNode counts = json(api.get("/api/jobs?state=problem")).path("counts");

        assertThat(counts.path("problem").asInt()).isEqualTo(1);
        assertThat(counts.path("in-sync").asInt()).isEqualTo(4);
        assertThat(counts).hasSize(2);
    }

    @Test
    void a_job_whose_hold_is_over_is_found_under_the_status_that_is_shown() throws Exception {
        api.write("jobs/a.json", "{\"name\": \"A2\"}");
        assertThat(api.post("/api/hold?key=a", "application/json", "").statusCode())
                .isEqualTo(200);
        api.sync();
        assertThat(keys(json(api.get("/api/jobs?state=held")))).containsExactly("a");

        assertThat(api.sent("DELETE", "/api/hold?key=a").statusCode()).isEqualTo(200);

        assertThat(keys(json(api.get("/api/jobs?state=held")))).isEmpty();
        assertThat(keys(json(api.get("/api/jobs?state=drifted")))).containsExactly("a");
    }

    @Test
    void pages_follow_each_other_until_all_jobs_are_seen_once() throws Exception {
        List<String> seen = new ArrayList<>();
        String next = "/api/jobs?prefix=etl&limit=1";
        while (!next.isEmpty()) {
            JsonNode page = json(api.get(next));
            seen.addAll(keys(page));
            next = page.path("next").asText();
        }

        assertThat(seen).containsExactly("etl & more", "etl/daily", "etl/hourly");
    }

    @Test
    void an_answer_that_is_known_is_not_known_for_another_filter() throws Exception {
        HttpResponse<String> first = api.get("/api/jobs?q=x,state");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(api.get("/api/jobs?q=x,state", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        for (String other : List.of("", "?q=x", "?q=x,state&limit=1", "?prefix=x,state")) {
            assertThat(api.get("/api/jobs" + other, "If-None-Match", tag).statusCode())
                    .as(other)
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state=broken | has 'broken'; there are, separated by commas: in-sync, changed, drifted, ",
                "state=drifted,,held | has ''",
                "state=Drifted | has 'Drifted'",
                "state= | state has no value",
                "state=held&state=drifted | state more than once",
                "q=%20 | q is blank",
                "prefix | prefix has no value",
                "limit=0 | limit must be a number from 1 to 1000",
                "limit=1001 | limit must be a number from 1 to 1000",
                "limit=99999999999 | limit must be a number",
                "after= | after has no value",
                "key=a&state=held&limit=1 | names one job; leave out limit, state, or the key",
                "query=a | there is no query parameter 'query'",
            })
    void a_filter_that_is_doubtful_is_400(String query, String detail) throws Exception {
        HttpResponse<String> answer = api.get("/api/jobs?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("detail").asText()).contains(detail);
    }

    @Test
    void jobs_that_share_a_key_are_on_one_page() throws IOException {
        var statuses = new JsonMapper().readTree("{\"jobs\": [{\"key\": \"a\"}, {\"key\": \"a\"}, {\"key\": \"b\"}]}");
        var filter = new JobFilter(Set.of(), "", "", 1, null);

        String last = filter.applyTo((ObjectNode) statuses);

        assertThat(last).isEqualTo("a");
        assertThat(keys(statuses)).containsExactly("a", "a");
    }
}
