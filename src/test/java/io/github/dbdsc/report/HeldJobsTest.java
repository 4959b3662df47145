package io.github.dbdsc.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeldJobsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Hold BY_ANN = new Hold(Hold.From.PERSON, "ann", "", NOW, NOW.plus(Duration.ofHours(1)));

    private static ObjectNode statuses(Hold found) throws IOException {
        ObjectNode statuses = (ObjectNode)
                new JsonMapper().readTree("{\"jobs\":[{\"key\":\"a\",\"status\":\"held\",\"reason\":\"held\"}]}");
        ((ObjectNode) statuses.at("/jobs/0")).set("hold", ReportJson.hold(found));
        return statuses;
    }

    private static JsonNode shown(Holds holds, Hold found) throws IOException {
        return new HeldJobs(holds, NOW).in(statuses(found)).at("/jobs/0");
    }

    @Test
    void what_a_person_held_when_a_run_looked_counts_only_while_the_document_has_it() throws IOException {
        assertThat(shown(Holds.NONE.with(new JobKey("a"), BY_ANN), BY_ANN)
                        .at("/hold/by")
                        .asText())
                .isEqualTo("ann");

        JsonNode free = shown(Holds.NONE, BY_ANN);

        assertThat(free.has("hold")).isFalse();
        assertThat(free.path("status").asText()).isEqualTo("drifted");
    }

    @Test
    void what_a_definition_holds_counts_until_its_time_is_over() throws IOException {
        Hold longer = Hold.ofDefinition("audit", NOW.plusSeconds(1));
        assertThat(shown(Holds.NONE, longer).path("status").asText()).isEqualTo("held");

        JsonNode over = shown(Holds.NONE, Hold.ofDefinition("audit", NOW));

        assertThat(over.has("hold")).isFalse();
        assertThat(over.path("reason").asText()).startsWith("its hold is over");
    }

    @Test
    void while_everything_is_held_a_held_job_stays_so() throws IOException {
        Hold all = new Hold(Hold.From.EVERYTHING, "bob", "", NOW, null);
        ObjectNode shown = new HeldJobs(Holds.NONE.with(null, all), NOW).in(statuses(BY_ANN));

        assertThat(shown.at("/hold/by").asText()).isEqualTo("bob");
        assertThat(shown.at("/jobs/0/status").asText()).isEqualTo("held");
        assertThat(shown.at("/jobs/0").has("hold")).isFalse();
    }

    @Test
    void the_list_has_what_definitions_hold_beside_what_people_hold() throws IOException {
        ObjectNode list = new HeldJobs(Holds.NONE.with(new JobKey("b"), BY_ANN), NOW)
                .listed(statuses(Hold.ofDefinition("", null)));

        assertThat(list.path("jobs").findValuesAsText("key")).containsExactly("a", "b");
        assertThat(list.path("jobs").findValuesAsText("from")).containsExactly("definition", "person");
    }

    @Test
    void a_hold_stays_listed_once_under_its_key_after_the_definition_has_moved() throws IOException {
        ObjectNode list = new HeldJobs(Holds.NONE.with(new JobKey("before"), BY_ANN), NOW).listed(statuses(BY_ANN));

        assertThat(list.path("jobs").findValuesAsText("key")).containsExactly("before");
    }

    @Test
    void a_hold_in_words_of_another_release_is_left_out() throws IOException {
        ObjectNode statuses = statuses(BY_ANN);
        ((ObjectNode) statuses.at("/jobs/0/hold")).put("from", "moon");

        assertThat(new HeldJobs(Holds.NONE, NOW).in(statuses).at("/jobs/0").has("hold"))
                .isFalse();
    }
}
