package io.github.dbdsc.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One request to the workspace.
 *
 * @param method GET, POST or PUT
 * @param path with its query, below the workspace's address
 * @param body of a POST or PUT
 * @param repeatable whether making it twice is the same as making it once
 */
record Call(String method, String path, Optional<JsonNode> body, boolean repeatable) {

    static Call get(String path) {
        return new Call("GET", path, Optional.empty(), true);
    }

    static Call post(String path, JsonNode body) {
        return new Call("POST", path, Optional.of(body), true);
    }

    static Call put(String path, JsonNode body) {
        return new Call("PUT", path, Optional.of(body), true);
    }

    /** A call that must not be made again unless it is certain that it had no effect. */
    static Call postOnce(String path, JsonNode body) {
        return new Call("POST", path, Optional.of(body), false);
    }

    /** Whether it changes anything. */
    boolean writes() {
        return !method.equals("GET");
    }

    /** The call as messages name it: {@code POST /api/2.2/jobs/create}. */
    String title() {
        int query = path.indexOf('?');
        return method + " " + (query < 0 ? path : path.substring(0, query));
    }
}
