package io.github.dbdsc.local.simulation;

/**
 * A request as it arrived, whatever became of it.
 *
 * @param operation what it asked for
 * @param query the query string as sent, {@code ""} when there is none
 */
public record ApiCall(Operation operation, String method, String path, String query) {

    /** For example {@code POST /api/2.2/jobs/create}. */
    public String line() {
        return method + " " + path;
    }
}
