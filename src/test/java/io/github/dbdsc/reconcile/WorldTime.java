package io.github.dbdsc.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The time that all services share, from which the clocks of machines may differ. Advances only when told to, and then
 * carries out what is due.
 */
final class WorldTime {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Event> events = new ArrayList<>();
    private Instant now = START;

    private record Event(Instant due, Runnable effect) {}

    synchronized Instant now() {
        return now;
    }

    void pass(Duration time) {
        Instant end = now().plus(time);
        for (Optional<Event> due = nextUntil(end); due.isPresent(); due = nextUntil(end)) {
            due.get().effect.run();
        }
        advanceTo(end);
    }

    /** Takes the next event that is due by then, and advances to it. */
    private synchronized Optional<Event> nextUntil(Instant end) {
        Optional<Event> next =
                events.stream().filter(event -> !event.due.isAfter(end)).min(Comparator.comparing(Event::due));
        next.ifPresent(event -> {
            events.remove(event);
            advanceTo(event.due);
        });
        return next;
    }

    /** Time that others let pass meanwhile counts. */
    private synchronized void advanceTo(Instant instant) {
        now = instant.isAfter(now) ? instant : now;
    }

    /** Has something happen once this much time has passed. */
    synchronized void after(Duration time, Runnable effect) {
        events.add(new Event(now.plus(time), effect));
    }

    /** Lets time pass until everything that is due some time has happened. */
    void passEverything() {
        while (!events.isEmpty()) {
            pass(Duration.ofMinutes(1));
        }
    }

    /** Starts over, with nothing due. */
    synchronized void restart() {
        events.clear();
        now = START;
    }

    Clock ofServices() {
        return ofMachine(Duration.ZERO);
    }

    /** Returns the clock of a machine, which is ahead of the services' by so much, or behind if negative. */
    Clock ofMachine(Duration ahead) {
        InstantSource source = () -> now().plus(ahead);
        return source.withZone(ZoneOffset.UTC);
    }
}
