package io.github.dbdsc.reconcile;

import io.github.dbdsc.definition.DefinitionStore;
import io.github.dbdsc.report.ReportStore;
import io.github.dbdsc.state.StateStore;

/**
 * Where a run reads and writes, all of one kind: folders, or containers.
 *
 * @param definitions what users ask for
 * @param lock one run at a time
 * @param state what runs remember
 * @param reports what runs did
 */
public record Stores(DefinitionStore definitions, RunLock lock, StateStore state, ReportStore reports) {}
