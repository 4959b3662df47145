package io.github.dbdsc.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;

/** What this process has spent since this was made. */
final class Cost {

    private static final long MEGABYTE = 1 << 20;

    /** Often enough: a heap of half a gigabyte is not filled in less. */
    private static final long BETWEEN_LOOKS_MS = 5;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final Thread observer = new Thread(this::observe, "heap-observer");
    private final long processor;
    private final long start;
    private volatile long mostHeap;

    Cost() {
        System.gc();
        observer.setDaemon(true);
        observer.start();
        processor = system.getProcessCpuTime();
        start = System.nanoTime();
    }

    private void observe() {
        try {
            while (true) {
                mostHeap = Math.max(mostHeap, memory.getHeapMemoryUsage().getUsed());
                Thread.sleep(BETWEEN_LOOKS_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is measured
        }
    }

    /**
     * What was spent.
     *
     * @param wall time by the clock on the wall
     * @param processor time of all threads on processors: about the same however busy the machine is
     * @param heap the most heap in use in megabytes, what was yet to be collected included
     */
    record Spent(Duration wall, Duration processor, long heap) {}

    /** Ends the measurement. */
    Spent spent() {
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        Duration busy = Duration.ofNanos(system.getProcessCpuTime() - processor);
        observer.interrupt();
        return new Spent(wall, busy, mostHeap / MEGABYTE);
    }
}
