package io.github.dbdsc.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.fakes.SteppedClock;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.SyncRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event has a second and a half of the host's patience; asking for its run takes longer than that to give up. */
class RunRequestsTest {

    private final SteppedClock clock = new SteppedClock();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<SyncRequest> sent = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private int refusals;

    private final RequestQueue queue = new RequestQueue() {
        @Override
        public void send(SyncRequest request, Duration delay) {
            if (refusals > 0) {
                refusals--;
                throw new StoreException("Can't use queue 'dsc-sync'");
            }
            sent.add(request);
            delays.add(delay);
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

    private final RunRequests requests =
            new RunRequests(queue, () -> "run-" + sent.size(), Duration.ofSeconds(3), clock, time -> {
                pauses.add(time);
                clock.advance(time);
            });

    @Test
    void a_queue_that_takes_it_is_asked_once() {
        assertThat(requests.overChanges("jobs/a.json landed")).isEqualTo("run-0");
        requests.overEverything("the schedule");

        assertThat(sent).extracting(SyncRequest::scope).containsExactly(Scope.CHANGES, Scope.EVERYTHING);
        assertThat(sent).extracting(SyncRequest::why).containsExactly("jobs/a.json landed", "the schedule");
        assertThat(delays).containsExactly(Duration.ofSeconds(3), Duration.ZERO);
        assertThat(pauses).isEmpty();
    }

    @Test
    void a_queue_that_refuses_for_some_seconds_loses_nothing() {
        refusals = 4;

        requests.overChanges("jobs/a.json landed");

        assertThat(sent).hasSize(1);
        assertThat(pauses)
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void after_twenty_seconds_it_says_what_is_lost_and_what_makes_up_for_it() {
        refusals = 100;

        assertThatThrownBy(() -> requests.overChanges("jobs/a.json landed"))
                .isInstanceOf(StoreException.class)
                .hasMessage(
                        "no run could be asked for: jobs/a.json landed. The next look for changes, or the next pass over"
                                + " everything, makes up for it. Can't use queue 'dsc-sync'");
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
    }
}
