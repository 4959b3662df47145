package io.github.dbdsc.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;

/** What this process has spent since this was made. */
final class Cost {

    private static final long MEGABYTE = 1 << 20;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final long processor;
    private final long start;

    Cost() {
        System.gc();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        processor = system.getProcessCpuTime();
        start = System.nanoTime();
    }

    /**
     * What was spent.
     *
     * @param wall time by the clock on the wall
     * @param processor time of all threads on processors: about the same however busy the machine is
     * @param heap the most heap in use in megabytes, what was yet to be collected included; at most this much, since the
     *     parts of the heap need not have been fullest at one time
     */
    record Spent(Duration wall, Duration processor, long heap) {}

    Spent soFar() {
        return new Spent(
                Duration.ofNanos(System.nanoTime() - start),
                Duration.ofNanos(system.getProcessCpuTime() - processor),
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE);
    }
}
