package io.github.dbdsc.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.fakes.FakeWebhook;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.report.Report;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookNotifierTest {

    private static final Report FAILED = SampleRuns.run(SampleRuns.failed("etl/daily", "HTTP 403"));

    private final FakeWebhook receiver = new FakeWebhook();
    private final RecordedLog log = new RecordedLog();
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Notifier notifier = notifier(receiver::address);

    @AfterEach
    void stop() {
        receiver.close();
        assertThat(log.lines()).noneMatch(line -> line.contains(FakeWebhook.SECRET) || line.contains("127.0.0.1"));
    }

    /** Waits by advancing the clock. */
    private Notifier notifier(Supplier<String> address) {
        Webhook webhook = new Webhook(() -> now, wait -> {
            waits.add(wait);
            now = now.plus(wait);
        });
        return new WebhookNotifier(
                "prod", address, null, URI.create("https://app.azurewebsites.net/api/dashboard"), webhook);
    }

    @Test
    void a_failed_run_is_posted_with_a_link_to_its_report() throws Exception {
        notifier.finished(FAILED, log.logger());

        assertThat(receiver.requests()).containsExactly("POST /services/" + FakeWebhook.SECRET);
        assertThat(new JsonMapper().readTree(receiver.bodies().get(0)))
                .isEqualTo(new JsonMapper()
                        .readTree(NoticeFormat.JSON
                                .body(
                                        Notice.of(FAILED).orElseThrow(),
                                        URI.create(
                                                "https://app.azurewebsites.net/api/dashboard#runs/" + SampleRuns.RUN))
                                .toString()));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_request_that_was_given_up_is_posted() {
        notifier.givenUp(SampleRuns.request("the schedule"), "storage can't be reached", log.logger());

        assertThat(receiver.bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains("given_up", "storage can't be reached"));
    }

    @Test
    void a_dry_run_or_a_run_that_went_well_sends_no_notice() {
        notifier.finished(SampleRuns.dryRun(SampleRuns.failed("a", "HTTP 403")), log.logger());
        notifier.finished(SampleRuns.run(SampleRuns.created("a")), log.logger());

        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_run_has_one_notice_even_if_its_message_is_delivered_twice() {
        notifier.finished(FAILED, log.logger());
        notifier.finished(FAILED, log.logger());
        notifier.givenUp(SampleRuns.request(""), "storage can't be reached", log.logger());

        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_receiver_that_fails_for_a_moment_is_tried_again() {
        receiver.failNext(500, 503);

        notifier.finished(FAILED, log.logger());

        assertThat(receiver.requests()).hasSize(3);
        assertThat(receiver.bodies()).containsOnly(receiver.bodies().get(0));
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_receiver_that_is_busy_is_given_the_time_it_asks_for() {
        receiver.beBusyNext("3");

        notifier.finished(FAILED, log.logger());

        assertThat(waits).containsExactly(Duration.ofSeconds(3));
        assertThat(receiver.requests()).hasSize(2);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_receiver_that_asks_for_more_time_than_there_is_is_given_up() {
        receiver.beBusyNext("3600");

        notifier.finished(FAILED, log.logger());

        assertThat(waits).isEmpty();
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("WARNING", SampleRuns.RUN, "HTTP 429"));
    }

    @Test
    void a_receiver_that_keeps_failing_leaves_a_warning_and_is_not_tried_again_for_that_run() {
        receiver.failNext(500, 500, 500);

        notifier.finished(FAILED, log.logger());
        notifier.finished(FAILED, log.logger());

        assertThat(receiver.requests()).hasSize(3);
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("WARNING", "nobody was told of run " + SampleRuns.RUN, "HTTP 500, after 3 tries"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 410})
    void a_receiver_that_refuses_is_not_asked_again(int status) {
        receiver.failNext(status);

        notifier.finished(FAILED, log.logger());

        assertThat(receiver.requests()).hasSize(1);
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("HTTP " + status));
    }

    @Test
    void a_silent_receiver_is_given_up_when_the_time_is_over() {
        receiver.keepSilentNext(3);
        // all but two tenths of a second are gone when the first try begins
        Instant start = now;
        Webhook late = new Webhook(
                () -> {
                    Instant current = now;
                    now = start.plus(Webhook.LONGEST).minusMillis(200);
                    return current;
                },
                waits::add);
        long began = System.nanoTime();

        Optional<String> failure = late.post(URI.create(receiver.address()), "{}");

        assertThat(failure).contains("it did not answer in time");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(receiver.requests()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void a_receiver_whose_answer_never_ends_is_given_up_when_the_time_is_over() {
        receiver.dripNext(1);
        Instant start = now;
        Webhook late = new Webhook(
                () -> {
                    Instant current = now;
                    now = start.plus(Webhook.LONGEST).minusMillis(200);
                    return current;
                },
                waits::add);

        assertThat(late.post(URI.create(receiver.address()), "{}")).contains("it did not answer in time");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_receiver_that_can_not_be_reached_leaves_a_warning() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        notifier(() -> "http://127.0.0.1:" + free + "/" + FakeWebhook.SECRET).finished(FAILED, log.logger());

        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("it could not be reached (ConnectException), after 3 tries"));
    }

    @Test
    void a_malformed_address_from_the_vault_leaves_a_warning_that_does_not_quote_it() {
        notifier(() -> "http://example.com/" + FakeWebhook.SECRET).finished(FAILED, log.logger());

        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("the setting is malformed; it should be the https address of a webhook"));
    }

    @Test
    void a_vault_that_can_not_be_read_leaves_a_warning_with_its_message() {
        notifier(() -> {
                    throw new StoreException("Can't read secret 'notify-url'.");
                })
                .finished(FAILED, log.logger());

        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("Can't read secret 'notify-url'."));
    }

    @Test
    void an_interrupted_thread_does_not_go_on_trying() {
        receiver.keepSilentNext(1);
        Thread.currentThread().interrupt();

        notifier.finished(FAILED, log.logger());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waits).isEmpty();
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("this program was told to end"));
    }
}
