package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.sync.RequestQueue;
import io.github.dbdsc.sync.RunRequests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that Event Grid delivers into a queue ask for the runs that calls of the app ask for. */
class EventQueueTest {

    private static final String BLOBS = "/blobServices/default/containers/databricks-jobs/blobs/";

    private final SteppedClock clock = new SteppedClock();
    private final List<SyncRequest> sent = new ArrayList<>();
    private final RecordedContext context = new RecordedContext();
    private boolean refuses;

    private final RequestQueue queue = new RequestQueue() {
        @Override
        public void send(SyncRequest request, Duration delay) {
            if (refuses) {
                throw new StoreException("Can't use queue 'dsc-sync'", new IllegalStateException("HTTP 503"));
            }
            sent.add(request);
        }

        @Override
        public void giveUp(SyncRequest request, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public Waiting waiting() {
            throw new AssertionError("nobody asked");
        }
    };

    private final EventFunctions functions = new EventFunctions(
            TargetServices.ofOne(
                    () -> {
                        throw new AssertionError("neither vault nor workspace has to answer");
                    },
                    () -> new RunRequests(queue, () -> "run-" + sent.size(), Duration.ZERO, clock, clock::advance),
                    () -> {
                        throw new AssertionError("nothing has failed");
                    }),
            () -> "databricks-jobs");

    private void deliver(String message) {
        functions.onBlobEvent(message, context);
    }

    /** In Event Grid's own schema. */
    private static String event(String type, String subject) {
        return """
                {"topic": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a",
                 "subject": "%s", "eventType": "%s", "id": "1", "eventTime": "2026-01-01T00:00:00Z",
                 "data": {"api": "PutBlob", "contentLength": 5, "blobType": "BlockBlob"},
                 "dataVersion": "", "metadataVersion": "1"}""".formatted(subject, type);
    }

    private static String cloudEvent(String type, String subject) {
        return """
                {"specversion": "1.0", "source": "/subscriptions/s", "subject": "%s", "type": "%s", "id": "1",
                 "time": "2026-01-01T00:00:00Z", "data": {"api": "PutBlob"}}""".formatted(subject, type);
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Storage.BlobCreated, jobs/etl/a.json, jobs/etl/a.json landed",
        "Microsoft.Storage.BlobDeleted, vars.json, vars.json was removed",
        "Microsoft.Storage.BlobCreated, templates/täglich %+#.jinja2, templates/täglich %+#.jinja2 landed"
    })
    void a_file_that_landed_or_was_removed_is_a_request_in_either_schema(String type, String path, String why) {
        deliver(event(type, BLOBS + path));
        deliver(cloudEvent(type, BLOBS + path));
        deliver("[" + event(type, BLOBS + path) + "]");

        assertThat(sent).hasSize(3).extracting(SyncRequest::why).containsOnly(why);
        assertThat(context.lines()).first().isEqualTo(why + ", asked for run run-0");
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft.Storage.BlobCreated, /blobServices/default/containers/other/blobs/jobs/a.json",
        "Microsoft.Storage.BlobTierChanged, /blobServices/default/containers/databricks-jobs/blobs/jobs/a.json",
        "Microsoft.Storage.BlobCreated, /blobServices/default/containers/databricks-jobs/blobs/readme.md",
        "Microsoft.Resources.ResourceWriteSuccess, /subscriptions/s"
    })
    void an_event_that_is_not_about_a_file_of_ours_is_ignored_and_told_of(String type, String subject) {
        deliver(event(type, subject));

        assertThat(sent).isEmpty();
        assertThat(context.lines()).singleElement().asString().startsWith("ignored ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hunter2",
                "\"hunter2\"",
                "[]",
                "[{\"a\": 1}, {\"a\": 2}]",
                "{\"subject\": \"a\", \"type\": \"b\"} {\"subject\": \"hunter2\", \"type\": \"b\"}",
                "{\"subject\": \"hunter2\"}",
                "{\"type\": \"hunter2\"}",
                "{\"eventType\": null, \"subject\": {}}"
            })
    void a_message_that_is_no_event_fails_and_says_where_it_ends(String message) {
        assertThatThrownBy(() -> deliver(message))
                .isInstanceOf(IllegalArgumentException.class)
                .as("the Functions host shows the innermost cause only, which would quote the message")
                .hasNoCause()
                .hasMessageStartingWith("a message in the queue dsc-events is no event of Event Grid: it ")
                .hasMessageContaining("the queue dsc-events-poison")
                .hasMessageContaining("the next look for changes")
                .hasMessageNotContaining("hunter2");
        assertThat(sent).isEmpty();
    }

    @Test
    void a_queue_of_requests_that_takes_nothing_fails_after_tries_of_its_own_and_names_what_is_lost() {
        refuses = true;

        assertThatThrownBy(() -> deliver(event("Microsoft.Storage.BlobCreated", BLOBS + "jobs/a.json")))
                .isInstanceOf(StoreException.class)
                .as("the Functions host shows the innermost cause only")
                .hasNoCause()
                .hasMessageStartingWith("no run could be asked for: jobs/a.json landed. ");
        assertThat(clock.instant()).isAfter(new SteppedClock().instant().plusSeconds(10));
    }
}
