package io.github.dbdsc.local.simulation;

/**
 * Hands out job ids. Jobs API 2.2: ids are int64. Every other one is an odd number above 2^53, which a double can't hold,
 * so that a client that reads ids as doubles addresses a job that does not exist.
 */
final class JobIds {

    private static final long FIRST_SMALL = 100_001;
    private static final long FIRST_LARGE = (1L << 53) + 1;

    private long issued;

    long next() {
        long n = issued++;
        return n % 2 == 0 ? FIRST_SMALL + 37 * n : FIRST_LARGE + 2 * 37 * n;
    }
}
