package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.WorkspaceException;
import org.jspecify.annotations.Nullable;

/**
 * One request to the workspace.
 *
 * @param method GET, POST or PUT
 * @param path below the workspace's address, with the query
 * @param body the body of a POST or PUT; null for a GET
 * @param repeatable whether making it twice is the same as making it once
 */
record WorkspaceCall(String method, String path, @Nullable JsonNode body, boolean repeatable) {

    /** Jobs API 2.2: where its paths begin. */
    static final String JOBS = "/api/2.2/jobs/";

    static WorkspaceCall get(String path) {
        return new WorkspaceCall("GET", path, null, true);
    }

    static WorkspaceCall post(String path, JsonNode body) {
        return new WorkspaceCall("POST", path, body, true);
    }

    static WorkspaceCall put(String path, JsonNode body) {
        return new WorkspaceCall("PUT", path, body, true);
    }

    /** Returns a POST that must not be repeated unless it certainly had no effect. */
    static WorkspaceCall postOnce(String path, JsonNode body) {
        return new WorkspaceCall("POST", path, body, false);
    }

    /** Reports whether the call changes anything. */
    boolean writes() {
        return !method.equals("GET");
    }

    /** Returns the exception for an answer that makes no sense; a call that writes may have taken effect. */
    WorkspaceException malformed(String what) {
        return new WorkspaceException(
                title() + ": the workspace's answer " + what + "; check that DATABRICKS_URI is a workspace",
                200,
                writes());
    }

    /** Returns the call as messages name it: {@code POST /api/2.2/jobs/create}. */
    String title() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
