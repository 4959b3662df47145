/**
 * Breaks valid input in seeded ways and watches what becomes of it. The targets are the tests named {@code *FuzzTest}
 * beside the code that reads the input.
 */
@NullMarked
package io.github.dbdsc.fuzz;

import org.jspecify.annotations.NullMarked;
