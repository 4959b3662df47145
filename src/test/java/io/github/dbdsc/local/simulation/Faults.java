package io.github.dbdsc.local.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * The faults that a test scripts before the calls come. Of several entries that fit a call, the one scripted first
 * strikes; the others wait for a later call.
 */
public final class Faults {

    private static final Set<Operation> EVERY_CALL = Set.of(Operation.values());

    private final List<Entry> script = new ArrayList<>();
    private Optional<Chaos> chaos = Optional.empty();

    Faults() {}

    /** Strikes the n-th call from now on; 1 is the next one. */
    public void onCall(long n, Fault fault) {
        add(new Entry(EVERY_CALL, "", n - 1, 1, fault));
    }

    /** Strikes the n-th call from now on and every later one, as when the client loses its network. */
    public void fromCall(long n, Fault fault) {
        add(new Entry(EVERY_CALL, "", n - 1, Long.MAX_VALUE, fault));
    }

    /** Strikes the next call of this operation. */
    public void onNext(Operation operation, Fault fault) {
        onNext(operation, 1, fault);
    }

    /** Strikes the next calls of this operation, so many of them. */
    public void onNext(Operation operation, int times, Fault fault) {
        add(new Entry(Set.of(operation), "", 0, times, fault));
    }

    /** Strikes the next call of this operation whose body contains the text, for example a job's name. */
    public void onNext(Operation operation, String inBody, Fault fault) {
        add(new Entry(Set.of(operation), inBody, 0, 1, fault));
    }

    /**
     * Strikes calls at random until {@link #clear()}. The same seed strikes the same calls as long as they arrive in the
     * same order.
     *
     * @param share how many of the calls, from 0 to 1
     */
    public synchronized void atRandom(long seed, double share, Fault... faults) {
        chaos = Optional.of(new Chaos(new Random(seed), share, List.of(faults)));
    }

    /** Returns how many scripted entries can still strike. */
    public synchronized int pending() {
        return script.size();
    }

    public synchronized void clear() {
        script.clear();
        chaos = Optional.empty();
    }

    synchronized Optional<Fault> next(Operation operation, String body) {
        Optional<Fault> striking = Optional.empty();
        for (Iterator<Entry> entries = script.iterator(); entries.hasNext(); ) {
            Entry entry = entries.next();
            if (!entry.fits(operation, body)) {
                continue;
            }
            if (entry.toPass > 0) {
                entry.toPass--;
            } else if (striking.isEmpty()) {
                striking = Optional.of(entry.fault);
                entry.toStrike--;
                if (entry.toStrike == 0) {
                    entries.remove();
                }
            }
        }
        return striking.or(() -> chaos.flatMap(random -> random.next(operation)));
    }

    private synchronized void add(Entry entry) {
        script.add(entry);
    }

    private static final class Entry {
        private final Set<Operation> operations;
        private final String inBody;
        private final Fault fault;
        private long toPass;
        private long toStrike;

        private Entry(Set<Operation> operations, String inBody, long toPass, long toStrike, Fault fault) {
            this.operations = operations;
            this.inBody = inBody;
            this.toPass = toPass;
            this.toStrike = toStrike;
            this.fault = fault;
        }

        private boolean fits(Operation operation, String body) {
            return operations.contains(operation) && body.contains(inBody);
        }
    }

    private record Chaos(Random random, double share, List<Fault> faults) {

        /** Draws among the faults that fit the operation. */
        Optional<Fault> next(Operation operation) {
            if (random.nextDouble() >= share) {
                return Optional.empty();
            }
            List<Fault> fitting =
                    faults.stream().filter(fault -> fault.fits(operation)).toList();
            return Optional.of(fitting.get(random.nextInt(fitting.size())));
        }
    }
}
