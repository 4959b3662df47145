package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Jobs API 2.2: values come back in the types of the schema")
class FieldTypesTest {

    @Test
    @DisplayName("\"100\" for an integer field comes back as a number")
    void numeric_string_becomes_a_number() {
        assertThat(typed("{\"timeout_seconds\":\"100\",\"tasks\":[{\"max_retries\":\"-1\"}]}"))
                .isEqualTo(typed("{\"timeout_seconds\":100,\"tasks\":[{\"max_retries\":-1}]}"));
        assertThat(typed("{\"timeout_seconds\":\"100\"}")
                        .path("timeout_seconds")
                        .isIntegralNumber())
                .isTrue();
    }

    @Test
    @DisplayName("\"false\" for a boolean field comes back as a boolean")
    void boolean_string_becomes_a_boolean() {
        assertThat(typed("{\"queue\":{\"enabled\":\"false\"}}")).isEqualTo(typed("{\"queue\":{\"enabled\":false}}"));
    }

    @Test
    @DisplayName("a numeric string for a decimal field comes back as a number")
    void decimal_string_becomes_a_number() {
        assertThat(typed(spotPrice("\"-1\""))).isEqualTo(typed(spotPrice("-1.0")));
    }

    @Test
    @DisplayName("values of string maps come back as strings, whatever their keys are called")
    void string_maps_hold_strings() {
        assertThat(typed("{\"tags\":{\"timeout_seconds\":5,\"enabled\":true,\"rate\":1.5}}"))
                .isEqualTo(ApiJson.literal(
                        "{\"tags\":{\"timeout_seconds\":\"5\",\"enabled\":\"true\",\"rate\":\"1.5\"}}"));
    }

    @Test
    @DisplayName("parameters is a string map in sql_task and a list elsewhere")
    void parameters_is_a_map_or_a_list() {
        String settings = "{\"parameters\":[{\"name\":\"n\",\"default\":\"1\"}],"
                + "\"tasks\":[{\"sql_task\":{\"parameters\":{\"n\":1}}}]}";

        assertThat(typed(settings).at("/tasks/0/sql_task/parameters/n").isTextual())
                .isTrue();
        assertThat(typed(settings).path("parameters").isArray()).isTrue();
    }

    @Test
    @DisplayName("null counts as absent")
    void nulls_are_dropped() {
        assertThat(typed("{\"schedule\":null,\"tags\":{},\"name\":\"a\"}"))
                .isEqualTo(typed("{\"tags\":{},\"name\":\"a\"}"));
    }

    @Test
    @DisplayName("text that looks like a number stays text in a text field")
    void text_fields_stay_text() {
        assertThat(typed("{\"name\":\"100\"}").path("name").isTextual()).isTrue();
    }

    @Test
    @DisplayName("a field counts by its place, whatever fields of that name mean elsewhere")
    void fields_count_by_their_place() {
        String unknown = "{\"future\":{\"timeout_seconds\":\"soon\",\"tags\":{\"a\":1}},\"enabled\":\"perhaps\"}";
        JsonNode runJob = typed("{\"tasks\":[{\"run_job_task\":{\"job_id\":\"7\",\"sql_params\":{\"n\":1}}}]}");

        assertThat(typed(unknown)).isEqualTo(ApiJson.literal(unknown));
        assertThat(runJob.at("/tasks/0/run_job_task"))
                .isEqualTo(typed("{\"tasks\":[{\"run_job_task\":{\"job_id\":7,\"sql_params\":{\"n\":\"1\"}}}]}")
                        .at("/tasks/0/run_job_task"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timeout_seconds\":\"soon\"}",
                "{\"timeout_seconds\":1.5}",
                "{\"timeout_seconds\":true}",
                "{\"tasks\":[{\"max_retries\":{}}]}",
                "{\"tasks\":[{\"retry_on_timeout\":\"maybe\"}]}",
                "{\"tasks\":[{\"new_cluster\":{\"azure_attributes\":{\"spot_bid_max_price\":\"cheap\"}}}]}",
                "{\"tags\":{\"a\":{}}}"
            })
    @DisplayName("what can't be read as its type is 400 MALFORMED_REQUEST")
    void unreadable_values_are_refused(String settings) {
        assertThatThrownBy(() -> typed(settings))
                .isInstanceOfSatisfying(
                        ApiError.class, error -> assertThat(error.errorCode()).isEqualTo("MALFORMED_REQUEST"));
    }

    private static String spotPrice(String price) {
        return "{\"job_clusters\":[{\"new_cluster\":{\"azure_attributes\":{\"spot_bid_max_price\":" + price + "}}}]}";
    }

    private static JsonNode typed(String settings) {
        return FieldTypes.typed(SampleJobs.settings(settings));
    }
}
