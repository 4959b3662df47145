package io.github.dbdsc.databricks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.WorkspaceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingPageTest {

    private static final WorkspaceCall CALL = WorkspaceCall.get("/list");

    private static ListingPage page(String json) throws IOException {
        return ListingPage.of(json.getBytes(StandardCharsets.UTF_8), CALL);
    }

    private static List<String> names(ListingPage page) {
        return page.entries().stream()
                .map(entry -> {
                    try {
                        return entry.whole().at("/settings/name").asText();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", " \n\t"})
    void finds_each_entry_whatever_its_texts_and_the_blanks_around_it(String before) throws IOException {
        ListingPage page =
                page(before + "{ \"has_more\" :true, \"jobs\" : [ {\"settings\":{\"name\":\"ä€😀 ]}{[\"}}\n,\t"
                        + "{\"settings\": {\"x\": [[], {}], \"name\": \"\\\"]\"}},{\"settings\":{\"name\":\"c\"}}] ,"
                        + "\"next_page_token\": \"n\"}");

        assertThat(names(page)).containsExactly("ä€😀 ]}{[", "\"]", "c");
        assertThat(page.others().path("has_more").asBoolean()).isTrue();
        assertThat(page.others().path("next_page_token").asText()).isEqualTo("n");
    }

    @Test
    void a_page_without_jobs_is_empty() throws IOException {
        assertThat(page("{}").entries()).isEmpty();
        assertThat(page("{\"jobs\": []}").entries()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "\"\"", "7"})
    void jobs_that_are_no_list_are_never_taken_for_none(String jobs) {
        assertThatThrownBy(() -> page("{\"jobs\": " + jobs + "}"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("has jobs that are no list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<html>", "{\"jobs\": [{}", "{\"jobs\": [{\"a\": }]}", "{\"jobs\": [{}]"})
    void a_page_that_is_cut_short_or_no_json_is_never_taken_for_an_empty_one(String body) {
        assertThatThrownBy(() -> page(body)).isInstanceOf(IOException.class);
    }

    @Test
    void a_page_in_another_encoding_is_not_misread() {
        byte[] body = "{\"jobs\": [{\"settings\": {\"name\": \"a\"}}]}".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> ListingPage.of(body, CALL)).isInstanceOf(IOException.class);
    }

    @Test
    void the_head_of_an_entry_that_nests_too_deep_tells_whose_job_it_is() throws IOException {
        String deep = "[".repeat(50_000) + "]".repeat(50_000);
        ListingEntry entry = page("{\"jobs\": [{\"x\": " + deep
                        + ", \"job_id\": 9007199254740993, \"settings\": {\"tasks\": "
                        + deep + ", \"name\": \"A\", \"tags\": {\"dsc-owner\": \"us\", \"deep\": " + deep + "}},"
                        + " \"creator_user_name\": \"bob\"}]}")
                .entries()
                .get(0);

        assertThatThrownBy(entry::whole).isInstanceOf(IOException.class);
        JsonNode head = entry.head();
        assertThat(head.path("job_id").longValue()).isEqualTo(9007199254740993L);
        assertThat(head.path("creator_user_name").asText()).isEqualTo("bob");
        assertThat(head.path("settings")).hasToString("{\"name\":\"A\",\"tags\":{\"dsc-owner\":\"us\"}}");
    }
}
