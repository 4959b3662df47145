package io.github.dbdsc.local.simulation;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds a job for a caller. Jobs API 2.2: the permission is checked before the existence, so that a caller who is no
 * admin gets 403 for a job that is gone as well as for one that it may not touch.
 */
final class JobAccess {

    private final JobTable table;
    private final int missingJobStatus;

    /** @param missingJobStatus 400 or 404; the service has answered both */
    JobAccess(JobTable table, int missingJobStatus) {
        this.table = table;
        this.missingJobStatus = missingJobStatus;
    }

    StoredJob toView(Caller caller, long id) {
        return permitted(caller, id, grant -> true, "View");
    }

    StoredJob toManage(Caller caller, long id) {
        return permitted(caller, id, Grant::manages, "Manage");
    }

    boolean sees(Caller caller, StoredJob job) {
        return holds(caller, job, grant -> true);
    }

    ApiError missing(long id) {
        String message = "Job " + id + " does not exist.";
        return missingJobStatus == 404
                ? new ApiError(404, "RESOURCE_DOES_NOT_EXIST", message)
                : ApiError.invalidParameter(message);
    }

    private StoredJob permitted(Caller caller, long id, Predicate<Grant> suffices, String permission) {
        Optional<StoredJob> job = table.find(id);
        if (!caller.admin()
                && job.filter(found -> holds(caller, found, suffices)).isEmpty()) {
            throw ApiError.permissionDenied(
                    "User " + caller.userName() + " does not have " + permission + " permissions on job " + id + ".");
        }
        return job.orElseThrow(() -> missing(id));
    }

    private static boolean holds(Caller caller, StoredJob job, Predicate<Grant> suffices) {
        return caller.admin() || job.grants().stream().anyMatch(grant -> grant.isFor(caller) && suffices.test(grant));
    }
}
