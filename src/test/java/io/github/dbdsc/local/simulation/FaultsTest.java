package io.github.dbdsc.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Faults strike where the script says")
class FaultsTest {

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final SimulatedWorkspace workspace =
            SimulatedWorkspace.start(SimulationOptions.defaults().withPause(pauses::add));
    private final WorkspaceClient client = new WorkspaceClient(workspace);
    private final Faults faults = workspace.faults();

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    @DisplayName("503 TEMPORARILY_UNAVAILABLE before the effect: nothing is created, and the next call works")
    void unavailable_before_the_effect() {
        faults.onNext(Operation.CREATE, Fault.unavailable());

        WorkspaceClient.Reply reply = client.createReply(SampleJobs.named("a"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.errorCode()).isEqualTo("TEMPORARILY_UNAVAILABLE");
        assertThat(reply.retryAfter()).isEmpty();
        assertThat(workspace.jobs().all()).isEmpty();
        assertThat(client.createReply(SampleJobs.named("a")).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("500 after the effect: the job exists all the same")
    void internal_error_after_the_effect() {
        faults.onNext(Operation.CREATE, Fault.internalError().afterEffect());

        assertThat(client.createReply(SampleJobs.named("a")).status()).isEqualTo(500);

        assertThat(workspace.jobs().named("a")).hasSize(1);
    }

    @Test
    @DisplayName("429 with Retry-After, in whole seconds rounded up")
    void throttled() {
        faults.onNext(Operation.LIST, Fault.throttled(Duration.ofMillis(1200)));

        WorkspaceClient.Reply reply = client.get("/api/2.2/jobs/list");

        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.errorCode()).isEqualTo("REQUEST_LIMIT_EXCEEDED");
        assertThat(reply.retryAfter()).isEqualTo("2");
        assertThat(workspace.calls().answeredWith(429)).isEqualTo(1);
    }

    @Test
    @DisplayName("any refusal may carry Retry-After")
    void refusal_with_retry_after() {
        faults.onNext(Operation.LIST, Fault.unavailable().withRetryAfter(Duration.ofSeconds(7)));

        assertThat(client.get("/api/2.2/jobs/list").retryAfter()).isEqualTo("7");
    }

    @Test
    @DisplayName("the answer is lost: the effect happened and the client can't know")
    void answer_lost() {
        faults.onNext(Operation.CREATE, Fault.answerLost());

        assertThatThrownBy(() -> client.createReply(SampleJobs.named("a"))).isInstanceOf(UncheckedIOException.class);

        assertThat(workspace.jobs().named("a")).hasSize(1);
        assertThat(workspace.calls().answeredWith(0)).isEqualTo(1);
    }

    @Test
    @DisplayName("the connection drops before the effect: nothing happened")
    void connection_dropped() {
        faults.onNext(Operation.CREATE, Fault.connectionDropped());

        assertThatThrownBy(() -> client.createReply(SampleJobs.named("a"))).isInstanceOf(UncheckedIOException.class);

        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    @DisplayName("the answer's body is cut short; the effect happened")
    void answer_cut_short() {
        faults.onNext(Operation.CREATE, Fault.answerCutShort());

        assertThatThrownBy(() -> client.createReply(SampleJobs.named("a"))).isInstanceOf(UncheckedIOException.class);

        assertThat(workspace.jobs().named("a")).hasSize(1);
    }

    @Test
    @DisplayName("a gateway answers with HTML instead of JSON")
    void html_page() {
        faults.onNext(Operation.LIST, Fault.htmlPage(502));

        WorkspaceClient.Reply reply = client.get("/api/2.2/jobs/list");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.contentType()).isEqualTo("text/html");
        assertThatThrownBy(reply::json).hasCauseInstanceOf(JsonParseException.class);
    }

    @Test
    @DisplayName("every field of the answer has another type")
    void wrong_types() {
        client.create(SampleJobs.named("a"));
        faults.onNext(Operation.LIST, Fault.wrongTypes());
        faults.onNext(Operation.CREATE, Fault.wrongTypes());

        assertThat(client.get("/api/2.2/jobs/list").json())
                .isEqualTo(ApiJson.literal("{\"jobs\":\"not a ARRAY\",\"has_more\":\"not a BOOLEAN\"}"));
        assertThat(client.createReply(SampleJobs.named("b"))
                        .json()
                        .path("job_id")
                        .isTextual())
                .isTrue();
    }

    @Test
    @DisplayName("a slow answer is waited for and is right")
    void slow_answer() {
        faults.onNext(Operation.CREATE, Fault.slowAnswer(Duration.ofSeconds(40)));

        assertThat(client.createReply(SampleJobs.named("a")).status()).isEqualTo(200);

        assertThat(pauses).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    @DisplayName("the n-th call from now on, whatever it asks")
    void nth_call() {
        client.create(SampleJobs.named("before"));
        faults.onCall(3, Fault.internalError());

        assertThat(statuses(5)).containsExactly(200, 200, 500, 200, 200);
    }

    @Test
    @DisplayName("from the n-th call on, until the script is cleared")
    void from_nth_call_on() {
        faults.fromCall(3, Fault.internalError());
        assertThat(statuses(5)).containsExactly(200, 200, 500, 500, 500);

        faults.clear();

        assertThat(statuses(1)).containsExactly(200);
    }

    @Test
    @DisplayName("the next calls of one operation, so many of them")
    void next_calls_of_an_operation() {
        faults.onNext(Operation.CREATE, 2, Fault.unavailable());

        assertThat(client.get("/api/2.2/jobs/list").status()).isEqualTo(200);
        assertThat(IntStream.range(0, 3)
                        .map(n -> client.createReply(SampleJobs.named("a")).status()))
                .containsExactly(503, 503, 200);
    }

    @Test
    @DisplayName("the next call that speaks of one job")
    void next_call_with_a_text_in_its_body() {
        faults.onNext(Operation.CREATE, "\"unlucky\"", Fault.internalError());

        assertThat(client.createReply(SampleJobs.named("lucky")).status()).isEqualTo(200);
        assertThat(client.createReply(SampleJobs.named("unlucky")).status()).isEqualTo(500);
    }

    @Test
    @DisplayName("of two entries for the same call the second waits for the next one")
    void entries_queue_up() {
        faults.onNext(Operation.LIST, Fault.unavailable());
        faults.onNext(Operation.LIST, Fault.internalError());
        assertThat(faults.pending()).isEqualTo(2);

        assertThat(statuses(3)).containsExactly(503, 500, 200);

        assertThat(faults.pending()).isZero();
    }

    @Test
    @DisplayName("faults at random strike the same calls again with the same seed")
    void random_faults_are_repeatable() {
        faults.atRandom(42, 0.3, Fault.unavailable(), Fault.internalError());
        List<Integer> first = statuses(60);
        faults.atRandom(42, 0.3, Fault.unavailable(), Fault.internalError());

        assertThat(statuses(60)).isEqualTo(first).contains(200, 500, 503);
    }

    private List<Integer> statuses(int calls) {
        List<Integer> statuses = new ArrayList<>();
        for (int n = 0; n < calls; n++) {
            statuses.add(client.get("/api/2.2/jobs/list").status());
        }
        return statuses;
    }

    @Test
    @DisplayName("an empty answer: the call has its effect, and says so by its status alone")
    void empty_answer() {
        faults.onNext(Operation.CREATE, Fault.emptyAnswer(204));

        assertThat(client.createReply(SampleJobs.named("a")).status()).isEqualTo(204);

        assertThat(workspace.jobs().named("a")).hasSize(1);
    }

    @Test
    @DisplayName("a bare status: nothing has happened")
    void bare_status() {
        faults.onNext(Operation.CREATE, Fault.bare(404));

        assertThat(client.createReply(SampleJobs.named("a")).status()).isEqualTo(404);

        assertThat(workspace.jobs().all()).isEmpty();
    }

    @Test
    @DisplayName("a listing repeats, skips, changes or adds an entry; the jobs stay as they are")
    void entries_of_a_listing() {
        long id = client.create(SampleJobs.named("a"));
        String path = "/api/2.2/jobs/list";

        faults.onNext(Operation.LIST, Fault.entryRepeated(id));
        assertThat(client.get(path).json().path("jobs").findValuesAsText("job_id"))
                .containsExactly("" + id, "" + id);
        faults.onNext(Operation.LIST, Fault.entrySkipped(id));
        assertThat(client.get(path).json().path("jobs")).isEmpty();
        faults.onNext(Operation.LIST, Fault.entryChanged(id, entry -> entry.remove("settings")));
        assertThat(client.get(path).json().at("/jobs/0/settings").isMissingNode())
                .isTrue();
        faults.onNext(Operation.LIST, Fault.entryAdded("null"));
        assertThat(client.get(path).json().path("jobs")).hasSize(2);

        assertThat(client.get(path).json().path("jobs")).hasSize(1);
    }

    @Test
    @DisplayName("something happens meanwhile: the call finds the workspace as it is afterwards")
    void meanwhile() {
        long id = client.create(SampleJobs.named("a"));
        faults.onNext(
                Operation.LIST,
                Fault.meanwhile("deleted", () -> workspace.jobs().delete(id)));

        assertThat(client.get("/api/2.2/jobs/list").json().path("jobs")).isEmpty();
    }
}
