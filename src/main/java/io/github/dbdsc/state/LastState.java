package io.github.dbdsc.state;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import java.util.Arrays;
import java.util.Map;

/**
 * The document of a state that this process read or wrote last, with what it says. The same bytes are not decoded again,
 * and what has not changed is not encoded again; whatever else a store gives is, so nothing depends on it. Safe for use
 * by several threads.
 */
public final class LastState {

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

    /**
     * Holds the second jobs for the document that was read, if it is still the last, instead of the first that it gave. They
     * are equal, and one copy is enough.
     */
    @SuppressWarnings("ReferenceEquality") // to compare thousands of jobs once more would take longer than to hold both
    void hold(Map<JobKey, AppliedJob> read, Map<JobKey, AppliedJob> equal) {
        Known last = known;
        if (last.jobs == read) {
            known = new Known(last.document, equal, last.parts);
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
