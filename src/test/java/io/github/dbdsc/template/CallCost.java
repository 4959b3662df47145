package io.github.dbdsc.template;

import com.sun.management.ThreadMXBean;
import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Limits;
import io.github.dbdsc.template.value.PythonError;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a call of {@link HeavyCalls} took.
 *
 * @param nanoseconds of processor time
 * @param bytes allocated
 */
record CallCost(long nanoseconds, long bytes, long steps) {

    /** What one value and its result take up, some copies included. */
    private static final long BYTES = 64 << 20;

    /** What a step may leave to the collector, such as an iteration with a small text of its own. */
    private static final long BYTES_OF_A_STEP = 512;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Makes the call. */
    static CallCost of(Runnable call) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long time = THREADS.getCurrentThreadCpuTime();
        long steps = Budget.within(limits(), () -> {
            try {
                call.run();
            } catch (PythonError e) {
                // a limit, or what Python raises
            }
            return Budget.current().stepsTaken();
        });
        return new CallCost(
                THREADS.getCurrentThreadCpuTime() - time, THREADS.getCurrentThreadAllocatedBytes() - bytes, steps);
    }

    /** Time ends nothing here, for it would hide what no step counts. */
    private static Limits limits() {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.steps(),
                usual.outputSize(),
                usual.valueSize(),
                usual.totalSize(),
                usual.callDepth(),
                usual.syntaxDepth(),
                Duration.ofHours(1));
    }

    double seconds() {
        return nanoseconds / 1e9;
    }

    /** Whether it allocated more than its steps allow. */
    boolean isTooLarge() {
        return bytes > BYTES + steps * BYTES_OF_A_STEP;
    }

    @Override
    public String toString() {
        return (bytes >> 20) + " MB in " + steps + " steps";
    }
}
