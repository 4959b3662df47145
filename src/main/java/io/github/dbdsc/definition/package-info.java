/** Turns a snapshot of the container into desired jobs: reads, renders, normalises and validates definitions. */
@NullMarked
package io.github.dbdsc.definition;

import org.jspecify.annotations.NullMarked;
