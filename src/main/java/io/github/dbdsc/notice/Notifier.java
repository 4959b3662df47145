package io.github.dbdsc.notice;

import io.github.dbdsc.model.SyncRequest;
import io.github.dbdsc.report.Report;
import java.util.logging.Logger;

/** Takes every run once it is over, and sends notices of those that people should know of. Never throws. */
public interface Notifier {

    /** Sends no notices. */
    Notifier NONE = new Notifier() {
        @Override
        public void finished(Report report, Logger log) {}

        @Override
        public void givenUp(SyncRequest request, String reason, Logger log) {}
    };

    /** Takes a run that was made, and whose report is written. */
    void finished(Report report, Logger log);

    /**
     * Takes a run that could not be made.
     *
     * @param request what asked for it
     * @param reason why it was given up, for the user
     */
    void givenUp(SyncRequest request, String reason, Logger log);
}
