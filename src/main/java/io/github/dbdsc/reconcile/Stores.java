package io.github.dbdsc.reconcile;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.state.StateStore;

/**
 * Where a run reads and writes: folders, or blob containers.
 *
 * @param definitions the files that users edit
 * @param lock lets one run at a time work
 * @param state the state that one run leaves for the next
 * @param reports the reports of runs
 */
public record Stores(DefinitionStore definitions, RunLock lock, StateStore state, ReportStore reports) {}
