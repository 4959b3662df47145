package io.github.dbdsc.plan;

import io.github.dbdsc.model.AccessControl;
import io.github.dbdsc.model.ActualJob;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has observed of the workspace, all of it before anything is planned.
 *
 * @param names what definitions look up by name
 * @param jobs the jobs that the run has looked at
 * @param whole whether these are all jobs that our identity can see
 * @param identity how the workspace names us as the creator of a job; null when it can't tell, or nothing depends on it
 * @param permissions what is granted on jobs
 */
public record ActualState(
        WorkspaceNames names,
        List<ActualJob> jobs,
        boolean whole,
        @Nullable String identity,
        Permissions permissions) {

    /**
     * What came of reading jobs' permissions.
     *
     * @param granted what is granted on each job that could be read
     * @param failures why each of the others could not be read, in the user's words
     */
    public record Permissions(Map<Long, AccessControl> granted, Map<Long, String> failures) {

        /** Of a run that reads no permissions. */
        public static final Permissions NOT_READ = new Permissions(Map.of(), Map.of());

        public Permissions {
            granted = Map.copyOf(granted);
            failures = Map.copyOf(failures);
        }
    }

    public ActualState {
        jobs = List.copyOf(jobs);
    }

    /** Returns the state of a workspace of which nothing but its jobs matters. */
    public static ActualState of(Collection<ActualJob> jobs) {
        return new ActualState(WorkspaceNames.NONE, List.copyOf(jobs), true, null, Permissions.NOT_READ);
    }

    /** Returns the same state with what was read of permissions. */
    public ActualState with(Permissions read) {
        return new ActualState(names, jobs, whole, identity, read);
    }

    /**
     * Returns how many jobs the workspace has at least.
     *
     * @param inState how many the state knows of
     */
    public int jobsInAll(int inState) {
        return whole ? jobs.size() : Math.max(inState, jobs.size());
    }
}
