package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code /api/2.2/jobs/runs/list}. Only active runs exist here, so {@code active_only} changes nothing. */
final class RunsEndpoint {

    private final JobTable table;
    private final JobAccess access;

    RunsEndpoint(JobTable table, JobAccess access) {
        this.table = table;
        this.access = access;
    }

    /** The runs of one job, or of every job that the caller sees; {@code limit} is 1 to 25, default 20. */
    Answer list(Request request) {
        int limit = request.limit(20, 25);
        long start = request.position(0);
        ObjectNode answer = ApiJson.object();
        ArrayNode runs = answer.arrayNode();
        long seen = 0;
        for (StoredJob job : jobs(request)) {
            for (int run = 1; run <= job.activeRuns(); run++) {
                if (seen >= start && runs.size() < limit) {
                    runs.addObject()
                            .put("job_id", job.id())
                            .put("run_id", job.id() + run)
                            .putObject("state")
                            .put("life_cycle_state", "RUNNING");
                }
                seen++;
            }
        }
        if (!runs.isEmpty()) {
            answer.set("runs", runs);
        }
        boolean more = seen > start + runs.size();
        answer.put("has_more", more);
        if (more) {
            answer.put("next_page_token", Request.pageToken(start + runs.size()));
        }
        return Answer.ok(ApiJson.text(answer));
    }

    private List<StoredJob> jobs(Request request) {
        return request.jobIdParameter()
                .map(id -> List.of(access.toView(request.caller(), id)))
                .orElseGet(() -> table.all().stream()
                        .filter(job -> access.sees(request.caller(), job))
                        .toList());
    }
}
