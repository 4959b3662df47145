package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.StoreException;

/** Keeps the reports of passes, for people and dashboards. */
public interface ReportStore {

    /**
     * Writes a report, whole or not at all.
     *
     * @param path {@code yyyy/MM/dd/<run id>.json}
     * @param json the report
     * @throws StoreException when it could not be written
     */
    void write(String path, String json);
}
