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

    private static final Report FAILED = SampleRuns.pass(SampleRuns.failed("etl/daily", "HTTP 403"));

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

    /** Waits by turning the clock on. */
    private Notifier notifier(Supplier<String> address) {
        Webhook webhook = new Webhook(() -> now, wait -> {
            waits.add(wait);
            now = now.plus(wait);
        });
        return new WebhookNotifier(
                "prod",
                address,
                Optional.empty(),
                Optional.of(URI.create("https://app.azurewebsites.net/api/dashboard")),
                webhook);
    }

    @Test
    void a_pass_that_failed_is_posted_with_a_link_to_its_report() throws Exception {
        notifier.passed(FAILED, log.logger());

        assertThat(receiver.requests()).containsExactly("POST /services/" + FakeWebhook.SECRET);
        assertThat(new JsonMapper().readTree(receiver.bodies().get(0)))
                .isEqualTo(new JsonMapper()
                        .readTree(NoticeFormat.JSON
                                .body(
                                        Notice.of(FAILED).orElseThrow(),
                                        Optional.of(URI.create(
                                                "https://app.azurewebsites.net/api/dashboard#runs/" + SampleRuns.RUN)))
                                .toString()));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_request_that_was_given_up_is_posted() {
        notifier.givenUp(SampleRuns.RUN, "the schedule", "storage can't be reached", log.logger());

        assertThat(receiver.bodies()).singleElement().satisfies(body -> assertThat(body)
                .contains("given_up", "storage can't be reached"));
    }

    @Test
    void nobody_is_told_of_a_dry_run_or_of_a_pass_that_went_well() {
        notifier.passed(SampleRuns.dryRun(SampleRuns.failed("a", "HTTP 403")), log.logger());
        notifier.passed(SampleRuns.pass(SampleRuns.created("a")), log.logger());

        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_run_is_told_of_once_though_its_message_is_delivered_twice() {
        notifier.passed(FAILED, log.logger());
        notifier.passed(FAILED, log.logger());
        notifier.givenUp(SampleRuns.RUN, "", "storage can't be reached", log.logger());

        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void a_receiver_that_is_out_of_order_for_a_moment_is_tried_again() {
        receiver.failNext(500, 503);

        notifier.passed(FAILED, log.logger());

        assertThat(receiver.requests()).hasSize(3);
        assertThat(receiver.bodies()).containsOnly(receiver.bodies().get(0));
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_receiver_that_is_busy_is_given_the_time_it_asks_for() {
        receiver.beBusyNext("3");

        notifier.passed(FAILED, log.logger());

        assertThat(waits).containsExactly(Duration.ofSeconds(3));
        assertThat(receiver.requests()).hasSize(2);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void a_receiver_that_wants_more_time_than_there_is_is_not_waited_for() {
        receiver.beBusyNext("3600");

        notifier.passed(FAILED, log.logger());

        assertThat(waits).isEmpty();
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("WARNING", SampleRuns.RUN, "HTTP 429"));
    }

    @Test
    void a_receiver_that_stays_out_of_order_leaves_a_warning_and_is_not_tried_again_for_that_run() {
        receiver.failNext(500, 500, 500);

        notifier.passed(FAILED, log.logger());
        notifier.passed(FAILED, log.logger());

        assertThat(receiver.requests()).hasSize(3);
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("WARNING", "nobody was told of run " + SampleRuns.RUN, "HTTP 500, after 3 tries"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 410})
    void a_receiver_that_refuses_is_not_asked_again(int status) {
        receiver.failNext(status);

        notifier.passed(FAILED, log.logger());

        assertThat(receiver.requests()).hasSize(1);
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("HTTP " + status));
    }

    @Test
    void a_receiver_that_keeps_silent_is_left_when_the_time_is_over() {
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
    void a_receiver_that_is_not_there_leaves_a_warning() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        notifier(() -> "http://127.0.0.1:" + free + "/" + FakeWebhook.SECRET).passed(FAILED, log.logger());

        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("it could not be reached (ConnectException), after 3 tries"));
    }

    @Test
    void an_address_from_the_vault_that_is_none_leaves_a_warning_without_it() {
        notifier(() -> "http://example.com/" + FakeWebhook.SECRET).passed(FAILED, log.logger());

        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("the setting is malformed; it should be the https address of a webhook"));
    }

    @Test
    void a_vault_that_can_not_be_read_leaves_a_warning_with_what_it_said() {
        notifier(() -> {
                    throw new StoreException("Can't read secret 'notify-url'.");
                })
                .passed(FAILED, log.logger());

        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("Can't read secret 'notify-url'."));
    }

    @Test
    void a_thread_that_is_told_to_end_does_not_go_on_trying() {
        receiver.keepSilentNext(1);
        Thread.currentThread().interrupt();

        notifier.passed(FAILED, log.logger());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waits).isEmpty();
        assertThat(log.lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("this program was told to end"));
    }
}
