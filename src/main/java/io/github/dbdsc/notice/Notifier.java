package io.github.dbdsc.notice;

import io.github.dbdsc.report.Report;
import java.util.logging.Logger;

/** Told of every run once it is over; tells people of those that they should hear of. Never throws. */
public interface Notifier {

    /** Tells nobody. */
    Notifier NONE = new Notifier() {
        @Override
        public void passed(Report report, Logger log) {}

        @Override
        public void givenUp(String runId, String why, String reason, Logger log) {}
    };

    /** A pass was made, and its report is written. */
    void passed(Report report, Logger log);

    /**
     * No pass could be made.
     *
     * @param why what had made it necessary
     * @param reason why it was given up, in the user's words
     */
    void givenUp(String runId, String why, String reason, Logger log);
}
