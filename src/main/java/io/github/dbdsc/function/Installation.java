package io.github.dbdsc.function;

import io.github.dbdsc.reconcile.JobStatusBoard;
import io.github.dbdsc.reconcile.Reconciler;
import io.github.dbdsc.reconcile.ReportStore;

/**
 * What functions work with: passes over one target, and what they leave to look at.
 *
 * @param reconciler makes passes
 * @param reports what passes did
 * @param board how jobs stand
 */
public record Installation(Reconciler reconciler, ReportStore reports, JobStatusBoard board) {}
