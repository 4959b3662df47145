package io.github.dbdsc.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Runs a target with one broken input after the other, each made from a seed of its own, on a thread that is watched.
 *
 * <p>The build makes 1,000 runs of each target. {@code mvn test -Dtest='*FuzzTest' -Dfuzz.runs=100000} makes more, and
 * {@code -Dfuzz.seed=4711 -Dfuzz.runs=1} repeats the one that a failure names.
 */
public final class Fuzz {

    private static final int RUNS = Integer.getInteger("fuzz.runs", 1_000);
    private static final long FIRST_SEED = Long.getLong("fuzz.seed", 0);

    /** Many times what any run takes on a busy machine, and nobody waits longer for an answer. */
    private static final long LONGEST_RUN_MILLIS = 20_000;

    /** So many failures are told together. */
    private static final int MOST_FAILURES = 10;

    private static final int SHOWN = 3_000;

    private Fuzz() {}

    /** Takes an input, checks what becomes of it, and says in a word how it ended. */
    @FunctionalInterface
    public interface Target<I> {

        String end(I input) throws Exception;
    }

    /**
     * Runs the target.
     *
     * @param inputs makes an input; its {@code toString} is shown when the target fails with it
     * @return how many runs ended in which way
     * @throws AssertionError naming seed and input, when a run throws anything or does not end
     */
    public static <I> Map<String, Integer> each(Function<RandomGenerator, I> inputs, Target<I> target) {
        return some(1, inputs, target);
    }

    /** The same for a target that takes longer: one run where others make {@code oneIn}. */
    public static <I> Map<String, Integer> some(int oneIn, Function<RandomGenerator, I> inputs, Target<I> target) {
        int runs = Math.max(1, RUNS / oneIn);
        Watched<I> watched = new Watched<>(runs, inputs, target);
        Thread thread = new Thread(watched, "fuzz");
        thread.setDaemon(true);
        thread.start();
        try {
            int before = -1;
            while (thread.isAlive() && before != watched.done) {
                before = watched.done;
                thread.join(LONGEST_RUN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            Throwable where = new IllegalStateException("still at work");
            where.setStackTrace(thread.getStackTrace());
            throw watched.failure("does not end", where);
        }
        if (!watched.failures.isEmpty()) {
            AssertionError first = watched.failures.get(0);
            watched.failures.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
        return watched.ends;
    }

    /** Whether so many runs are made that what happens seldom must have happened. */
    public static boolean isThorough() {
        return RUNS >= 1_000;
    }

    private static final class Watched<I> implements Runnable {

        private final int runs;
        private final Function<RandomGenerator, I> inputs;
        private final Target<I> target;
        private final Map<String, Integer> ends = new TreeMap<>();
        private volatile int done;
        private volatile Optional<I> input = Optional.empty();
        private final List<AssertionError> failures = new CopyOnWriteArrayList<>();

        Watched(int runs, Function<RandomGenerator, I> inputs, Target<I> target) {
            this.runs = runs;
            this.inputs = inputs;
            this.target = target;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread only
        public void run() {
            while (done < runs && failures.size() < MOST_FAILURES) {
                try {
                    I made = inputs.apply(new SplittableRandom(FIRST_SEED + done));
                    input = Optional.of(made);
                    ends.merge(target.end(made), 1, Integer::sum);
                } catch (Throwable e) { // whatever it is, it is a finding
                    failures.add(failure("fails", e));
                }
                done++;
            }
        }

        private AssertionError failure(String how, Throwable why) {
            String shown = input.map(Object::toString).orElse("(none was made)");
            long seed = FIRST_SEED + done;
            return new AssertionError(
                    "seed " + seed + " " + how + "; to repeat it: -Dfuzz.seed=" + seed + " -Dfuzz.runs=1; " + why
                            + "; the input: "
                            + (shown.length() <= SHOWN
                                    ? shown
                                    : shown.substring(0, SHOWN) + "… (" + shown.length() + " characters)"),
                    why);
        }
    }
}
