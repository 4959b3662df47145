package io.github.dbdsc.sync;

import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.ReportStore;

/** Finds the run that somebody wants to undo. */
public final class UndoableRun {

    private UndoableRun() {}

    /** Says why a run can't be undone. */
    public static final class NotUndoableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final boolean unknown;

        private NotUndoableException(boolean unknown, String message) {
            super(message);
            this.unknown = unknown;
        }

        /** Reports whether nothing is known of such a run. */
        public boolean isUnknown() {
            return unknown;
        }
    }

    /**
     * Returns the id of the run that did the work: the same, or the one that covers it.
     *
     * @throws NotUndoableException when there is none, it has yet to end, it has no report, or it is an undo itself
     * @throws io.github.dbdsc.model.StoreException when the report can't be read
     */
    public static String find(ReportStore reports, String id) {
        String shown = "the run '" + VisibleText.escaped(id) + "'";
        RunLookup.Found found = RunLookup.find(reports, id)
                .orElseThrow(() -> new NotUndoableException(
                        true,
                        "nothing is known of " + shown + "; only runs whose reports are still kept can be undone"));
        if (found.pending()) {
            throw new NotUndoableException(false, shown + " has yet to end; ask again once it has");
        }
        if (!found.isReport()) {
            throw new NotUndoableException(false, shown + " ended before it had a report, and has written nothing");
        }
        if (found.document().path("why").asText().startsWith(Scope.Undo.WHY)) {
            throw new NotUndoableException(
                    false,
                    shown
                            + " is an undo itself; end the holds of its jobs, and the next run writes what the definitions"
                            + " say");
        }
        return found.document().path("runId").asText();
    }
}
