package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import java.util.Arrays;
import java.util.Map;

/**
 * The document of a state that this process read or wrote last, with what it says. The same bytes are not decoded again,
 * and what has not changed is not encoded again; whatever else a store gives is, so nothing depends on it. Safe for use
 * by several threads.
 */
final class LastState {

    private volatile Known known = new Known(new byte[0], Map.of(), StateParts.NONE);

    private static final class Known {
        private final byte[] document;
        private final Map<JobKey, AppliedJob> jobs;
        private final StateParts parts;

        private Known(byte[] document, Map<JobKey, AppliedJob> jobs, StateParts parts) {
            this.document = document;
            this.jobs = Map.copyOf(jobs);
            this.parts = parts;
        }
    }

    /**
     * What a document remembers.
     *
     * @throws DamagedStateException when that can't be told
     */
    Map<JobKey, AppliedJob> read(byte[] document) throws DamagedStateException {
        Known last = known;
        if (!Arrays.equals(last.document, document)) {
            last = new Known(document, StateDocument.read(document), StateParts.NONE);
            known = last;
        }
        return last.jobs;
    }

    /** Holds these jobs for the document that was read or written last, to which they are equal: one copy is enough. */
    void hold(Map<JobKey, AppliedJob> jobs) {
        Known last = known;
        if (last.jobs.equals(jobs)) {
            known = new Known(last.document, jobs, last.parts);
        }
    }

    /** The document for these jobs. */
    byte[] write(Map<JobKey, AppliedJob> jobs) {
        StateParts parts = StateParts.of(jobs, known.parts);
        Known written = new Known(parts.document(), jobs, parts);
        known = written;
        return written.document.clone();
    }
}
