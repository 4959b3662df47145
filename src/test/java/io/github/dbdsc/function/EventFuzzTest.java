package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.Fuzz;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Breaks events of Event Grid: each is read as what it says, as none of ours, or as no event. */
class EventFuzzTest {

    private static final String EVENT = """
            [{"eventType": "Microsoft.Storage.BlobDeleted", "data": {"api": "DeleteBlob", "url": "https://x/jobs/a.json"},
              "subject": "/blobServices/default/containers/databricks-jobs/blobs/jobs/etl/a.json"}]""";

    @Test
    void broken_events_name_a_blob_or_are_passed_over() {
        Map<String, Integer> ends = Fuzz.each(
                random -> BrokenJson.of(EVENT, random),
                event -> EventFunctions.blobOf(event, "databricks-jobs").isPresent() ? "ours" : "not ours");

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("ours", "not ours");
        }
    }

    @Test
    void broken_messages_are_events_or_say_what_is_wrong_with_them() {
        Map<String, Integer> ends = Fuzz.each(random -> BrokenJson.of(EVENT, random), message -> {
            try {
                return BlobEvent.read(message).type().isEmpty() ? "no type" : "event";
            } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage()).startsWith("it ") ? "refused" : "refused without a reason";
            }
        });

        assertThat(ends).doesNotContainKeys("no type", "refused without a reason");
    }
}
