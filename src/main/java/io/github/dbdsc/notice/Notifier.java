package io.github.dbdsc.notice;

import io.github.dbdsc.report.Report;
import java.util.logging.Logger;

/** Takes every run once it is over, and sends notices of those that people should know of. Never throws. */
public interface Notifier {

    /** Sends no notices. */
    Notifier NONE = new Notifier() {
        @Override
        public void finished(Report report, Logger log) {}

        @Override
        public void givenUp(String runId, String why, String reason, Logger log) {}
    };

    /** Takes a run that was made, and whose report is written. */
    void finished(Report report, Logger log);

    /**
     * Takes a run that could not be made.
     *
     * @param why what it was to be made for
     * @param reason why it was given up, for the user
     */
    void givenUp(String runId, String why, String reason, Logger log);
}
