package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** {@code /api/2.0/permissions/jobs/{job_id}}. */
final class PermissionsEndpoints {

    private final JobTable table;
    private final JobAccess access;
    private final Consumer<ObjectNode> lastChange;

    /** @param lastChange what is done to answers that are complete */
    PermissionsEndpoints(JobTable table, JobAccess access, Consumer<ObjectNode> lastChange) {
        this.table = table;
        this.access = access;
        this.lastChange = lastChange;
    }

    Answer get(Request request) {
        return shown(access.toManage(request.caller(), request.jobIdInPath()));
    }

    /** Replaces what was granted on the job; what is inherited stays. A job has exactly one owner. */
    Answer set(Request request) {
        long id = request.jobIdInPath();
        access.toManage(request.caller(), id);
        List<Grant> grants = Grant.parse(request.json().path("access_control_list"));
        if (grants.stream().filter(Grant::owns).count() != 1) {
            throw ApiError.invalidParameter("The job must have exactly one owner.");
        }
        return shown(table.change(id, job -> job.withGrants(grants)).orElseThrow(() -> access.missing(id)));
    }

    private Answer shown(StoredJob job) {
        ObjectNode permissions =
                ApiJson.object().put("object_id", "/jobs/" + job.id()).put("object_type", "job");
        permissions.set("access_control_list", Grant.response(job.grants()));
        lastChange.accept(permissions);
        return Answer.ok(ApiJson.text(permissions));
    }
}
