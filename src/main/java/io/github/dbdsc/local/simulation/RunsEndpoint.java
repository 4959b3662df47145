package io.github.dbdsc.local.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code /api/2.2/jobs/run-now}, {@code runs/list} and {@code runs/get}. A run that somebody starts has ended well by the
 * time it is looked at; others, which tests ask for, are active for as long as they say.
 */
final class RunsEndpoint {

    private static final long FIRST_RUN = 700_000_000_000_001L;
    private static final String RUNNING = "RUNNING";
    private static final String TERMINATED = "TERMINATED";

    private final JobTable table;
    private final JobAccess access;
    private final List<Ended> ended = new CopyOnWriteArrayList<>();

    /**
     * A run that is over.
     *
     * @param token the caller's {@code idempotency_token}; empty for none
     */
    private record Ended(long runId, long jobId, String token) {}

    RunsEndpoint(JobTable table, JobAccess access) {
        this.table = table;
        this.access = access;
    }

    /**
     * Starts a run of the job in the body, or returns the one that was started with the same token; Jobs API 2.2 asks for the
     * permission to manage runs at least.
     */
    synchronized Answer runNow(Request request) {
        StoredJob job = access.toManage(request.caller(), Request.jobId(request.json()));
        String token = request.json().path("idempotency_token").asText("");
        Ended run = ended.stream()
                .filter(earlier -> !token.isEmpty() && earlier.token().equals(token))
                .findFirst()
                .orElseGet(() -> started(job, token));
        long number = runsOf(job.id()).takeWhile(other -> !other.equals(run)).count() + 1;
        return Answer.ok(
                ApiJson.text(ApiJson.object().put("run_id", run.runId()).put("number_in_job", number)));
    }

    private Ended started(StoredJob job, String token) {
        Ended run = new Ended(FIRST_RUN + ended.size(), job.id(), token);
        ended.add(run);
        return run;
    }

    /** Returns the run with the id in the query. */
    Answer get(Request request) {
        long id = request.number("run_id", 0);
        Ended run = ended.stream()
                .filter(one -> one.runId() == id)
                .findFirst()
                .orElseThrow(() -> ApiError.invalidParameter("Run " + id + " does not exist."));
        access.toView(request.caller(), run.jobId());
        return Answer.ok(ApiJson.text(shown(ApiJson.object(), run.jobId(), run.runId(), TERMINATED)));
    }

    /**
     * The runs of one job, or of every job that the caller sees, with {@code active_only} those that are active; {@code
     * limit} is 1 to 25, default 20.
     */
    Answer list(Request request) {
        int limit = request.limit(20, 25);
        long start = request.position(0);
        List<ObjectNode> all = jobs(request).stream()
                .flatMap(job -> runs(job, request.flag("active_only")))
                .toList();
        ObjectNode answer = ApiJson.object();
        List<ObjectNode> page = all.stream().skip(start).limit(limit).toList();
        if (!page.isEmpty()) {
            page.forEach(answer.putArray("runs")::add);
        }
        boolean more = all.size() > start + page.size();
        answer.put("has_more", more);
        if (more) {
            answer.put("next_page_token", Request.pageToken(start + page.size()));
        }
        return Answer.ok(ApiJson.text(answer));
    }

    private Stream<ObjectNode> runs(StoredJob job, boolean activeOnly) {
        Stream<ObjectNode> active = IntStream.rangeClosed(1, job.activeRuns())
                .mapToObj(run -> shown(ApiJson.object(), job.id(), job.id() + run, RUNNING));
        return activeOnly
                ? active
                : Stream.concat(
                        active,
                        runsOf(job.id()).map(run -> shown(ApiJson.object(), job.id(), run.runId(), TERMINATED)));
    }

    private Stream<Ended> runsOf(long jobId) {
        return ended.stream().filter(run -> run.jobId() == jobId);
    }

    private static ObjectNode shown(ObjectNode run, long jobId, long runId, String state) {
        run.put("job_id", jobId).put("run_id", runId);
        ObjectNode shown = run.putObject("state").put("life_cycle_state", state);
        if (state.equals(TERMINATED)) {
            shown.put("result_state", "SUCCESS");
        }
        return run;
    }

    private List<StoredJob> jobs(Request request) {
        return request.jobIdParameter()
                .map(id -> List.of(access.toView(request.caller(), id)))
                .orElseGet(() -> table.all().stream()
                        .filter(job -> access.sees(request.caller(), job))
                        .toList());
    }
}
