package io.github.dbdsc.local.host;

import io.github.dbdsc.cron.TimerSchedule;
import io.github.dbdsc.model.DaemonThread;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a function on schedule, as a timer trigger does. */
public final class LocalTimer implements AutoCloseable {

    private final TimerSchedule schedule;
    private final Runnable function;
    private final Clock clock;
    private final Consumer<String> log;
    private final ScheduledExecutorService timer;

    private LocalTimer(TimerSchedule schedule, Runnable function, Clock clock, Consumer<String> log) {
        this.schedule = schedule;
        this.function = function;
        this.clock = clock;
        this.log = log;
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> DaemonThread.of("local-timer", work));
    }

    /**
     * Starts a timer.
     *
     * @param expression when it runs, see {@link TimerSchedule}: {@code 0 0 * * * *} is every hour
     * @param log takes a line for each failure of the function
     * @throws IllegalArgumentException saying what is wrong with the expression
     */
    public static LocalTimer start(String expression, Runnable function, Clock clock, Consumer<String> log) {
        LocalTimer timer = new LocalTimer(TimerSchedule.of(expression), function, clock, log);
        timer.runNext();
        return timer;
    }

    /** Returns when it runs next; empty when it never runs again. */
    public Optional<Instant> next() {
        return schedule.after(clock.instant());
    }

    private void runNext() {
        next().ifPresent(time -> {
            long wait = Math.max(0, Duration.between(clock.instant(), time).toMillis());
            ScheduledFuture<?> unused = timer.schedule(this::run, wait, TimeUnit.MILLISECONDS);
        });
    }

    private void run() {
        try {
            function.run();
        } catch (RuntimeException e) {
            log.accept("the timer's function failed and runs again on schedule: " + e.getMessage());
        }
        runNext();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
