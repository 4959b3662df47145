/** One run, from snapshot to report. */
@NullMarked
package io.github.dbdsc.reconcile;

import org.jspecify.annotations.NullMarked;
