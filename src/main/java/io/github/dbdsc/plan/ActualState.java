package io.github.dbdsc.plan;

import io.github.dbdsc.model.ActualJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.GrantedAccess;
import io.github.dbdsc.model.NamedKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has observed in the workspace before it plans anything.
 *
 * @param names the things that definitions look up by name
 * @param jobs the jobs that the run has read
 * @param whole whether these are all jobs that our identity can see
 * @param identity how the workspace names us as the creator of a job; null when it can't tell, or nothing depends on it
 * @param permissions the permissions of jobs
 */
public record ActualState(
        WorkspaceNames names,
        List<ActualJob> jobs,
        boolean whole,
        @Nullable String identity,
        Permissions permissions) {

    /**
     * The result of reading jobs' permissions.
     *
     * @param granted the permissions of each job that could be read
     * @param failures why each of the others could not be read, as a message for the user
     */
    public record Permissions(Map<Long, GrantedAccess> granted, Map<Long, String> failures) {

        /** The value for a run that reads no permissions. */
        public static final Permissions NOT_READ = new Permissions(Map.of(), Map.of());

        public Permissions {
            granted = Map.copyOf(granted);
            failures = Map.copyOf(failures);
        }
    }

    public ActualState {
        jobs = List.copyOf(jobs);
    }

    /** Returns the state of a workspace where only the jobs matter. */
    public static ActualState of(Collection<ActualJob> jobs) {
        return new ActualState(WorkspaceNames.NONE, List.copyOf(jobs), true, null, Permissions.NOT_READ);
    }

    /** Returns the desired state with ids in place of the names of selected jobs, see {@link WorkspaceNames#resolve}. */
    DesiredState resolve(DesiredState desired, Selection selection) {
        boolean namesJobs = WorkspaceNames.neededBy(desired, selection).contains(NamedKind.JOB);
        return (namesJobs ? names.with(jobs) : names).resolve(desired, selection);
    }

    /** Returns this state with the permissions that were read. */
    public ActualState with(Permissions read) {
        return new ActualState(names, jobs, whole, identity, read);
    }

    /** Returns this state with jobs as another look shows them. */
    public ActualState with(List<ActualJob> seen) {
        return new ActualState(names, seen, whole, identity, permissions);
    }

    /**
     * Returns a lower bound for the number of jobs in the workspace.
     *
     * @param inState how many jobs the state holds
     */
    public int jobsInAll(int inState) {
        return whole ? jobs.size() : Math.max(inState, jobs.size());
    }
}
