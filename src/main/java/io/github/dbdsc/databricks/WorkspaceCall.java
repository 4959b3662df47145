package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.apply.WorkspaceException;
import java.util.Optional;

/**
 * One request to the workspace.
 *
 * @param method GET, POST or PUT
 * @param path with its query, below the workspace's address
 * @param body of a POST or PUT
 * @param repeatable whether making it twice is the same as making it once
 */
record WorkspaceCall(String method, String path, Optional<JsonNode> body, boolean repeatable) {

    static WorkspaceCall get(String path) {
        return new WorkspaceCall("GET", path, Optional.empty(), true);
    }

    static WorkspaceCall post(String path, JsonNode body) {
        return new WorkspaceCall("POST", path, Optional.of(body), true);
    }

    static WorkspaceCall put(String path, JsonNode body) {
        return new WorkspaceCall("PUT", path, Optional.of(body), true);
    }

    /** A call that must not be made again unless it is certain that it had no effect. */
    static WorkspaceCall postOnce(String path, JsonNode body) {
        return new WorkspaceCall("POST", path, Optional.of(body), false);
    }

    /** Whether it changes anything. */
    boolean writes() {
        return !method.equals("GET");
    }

    /** Returns the exception for an answer that can't be understood; whether a writing call had its effect is not known. */
    WorkspaceException malformed(String what) {
        return new WorkspaceException(
                title() + ": the workspace's answer " + what + "; check that DATABRICKS_URI is a workspace",
                200,
                Optional.empty(),
                writes());
    }

    /** The call as messages name it: {@code POST /api/2.2/jobs/create}. */
    String title() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
