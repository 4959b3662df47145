package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import java.util.UUID;

/** Starts jobs and looks at their runs (Jobs API 2.2). */
public final class JobRuns {

    /** The life cycle states in which a run has ended. */
    private static final Set<String> ENDED = Set.of("TERMINATED", "SKIPPED", "INTERNAL_ERROR");

    private final JobsApi api;

    JobRuns(JobsApi api) {
        this.api = api;
    }

    /**
     * How a run stands.
     *
     * @param page its address in the workspace; {@code ""} where the workspace does not tell
     * @param lifeCycle {@code RUNNING}, {@code TERMINATED} and others
     * @param result {@code SUCCESS}, {@code FAILED} and others; {@code ""} before it has ended
     * @param message what the workspace says about it; {@code ""} for nothing
     */
    public record State(String page, String lifeCycle, String result, String message) {

        /** Reports whether the run has ended. */
        public boolean hasEnded() {
            return ENDED.contains(lifeCycle);
        }

        /** Reports whether the run has ended well. */
        public boolean isGood() {
            return hasEnded() && result.equals("SUCCESS");
        }
    }

    /**
     * Starts a job now. The call carries a token, so that the job starts once even if the call is repeated.
     *
     * @return the id of the run
     * @throws io.github.dbdsc.apply.WorkspaceException when the workspace refuses, or does not answer
     */
    public long start(long jobId) {
        WorkspaceCall call = WorkspaceCall.post(
                WorkspaceCall.JOBS + "run-now",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("job_id", jobId)
                        .put("idempotency_token", UUID.randomUUID().toString()));
        JsonNode id = api.make(call).path("run_id");
        if (!id.isIntegralNumber()) {
            throw call.malformed("has no run_id");
        }
        return id.longValue();
    }

    /**
     * Returns how a run stands now.
     *
     * @throws io.github.dbdsc.apply.WorkspaceException when the workspace refuses, or does not answer
     */
    public State get(long runId) {
        WorkspaceCall call = WorkspaceCall.get(WorkspaceCall.JOBS + "runs/get?run_id=" + runId);
        JsonNode run = api.make(call);
        JsonNode state = run.path("state");
        if (!state.path("life_cycle_state").isTextual()) {
            throw call.malformed("has no life_cycle_state");
        }
        return new State(
                run.path("run_page_url").asText(""),
                state.path("life_cycle_state").asText(),
                state.path("result_state").asText(""),
                state.path("state_message").asText("").strip());
    }
}
