package io.github.dbdsc.template.value;

import java.time.Duration;

/**
 * How much one rendering may use before it is stopped.
 *
 * @param steps loop iterations, calls and evaluated operations
 * @param outputSize characters of rendered text
 * @param valueSize characters of one string, or digits of one number; a quarter as many items of one list
 * @param totalSize characters of all values made along the way and not {@link LivingSize#release released}, together; an
 *     item of a list counts as four
 * @param callDepth macros, blocks, includes and recursive loops inside one another
 * @param syntaxDepth parentheses, operators and statements inside one another
 * @param time wall clock time, from the 10,000th step on: far more than the steps take on a busy machine, so that it
 *     stops only what no step counts
 */
public record Limits(
        long steps, int outputSize, int valueSize, long totalSize, int callDepth, int syntaxDepth, Duration time) {

    /** Far above any job definition, and safe in a heap of 128 MB. */
    public static final Limits DEFAULT =
            new Limits(2_000_000, 4_000_000, 2_000_000, 16_000_000, 250, 90, Duration.ofSeconds(10));
}
