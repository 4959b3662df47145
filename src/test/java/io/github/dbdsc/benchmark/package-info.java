/** Benchmarks of the whole program: what passes cost, measured, with goals that can be asserted. */
@NullMarked
package io.github.dbdsc.benchmark;

import org.jspecify.annotations.NullMarked;
