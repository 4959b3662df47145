package io.github.dbdsc.reconcile;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import java.util.Map;

/** What earlier passes remember of a target's jobs. Advisory: losing it costs an extra update at most. */
public interface StateStore {

    /**
     * Reads what was last written for the target.
     *
     * @param target names the installation and its workspace, see {@link Target#id}
     * @return empty when nothing was written yet, or what was written can't be understood
     * @throws StoreException when the store can't be reached
     */
    Map<JobKey, AppliedJob> read(String target);

    /**
     * Replaces what is remembered, at once and whole.
     *
     * @throws StoreException when it could not be written; what was there before is still there
     */
    void write(String target, Map<JobKey, AppliedJob> jobs);
}
