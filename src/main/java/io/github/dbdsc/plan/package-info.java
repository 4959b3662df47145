/** Compares desired jobs with actual jobs and plans what to do. Pure: no clock, no input or output. */
@NullMarked
package io.github.dbdsc.plan;

import org.jspecify.annotations.NullMarked;
