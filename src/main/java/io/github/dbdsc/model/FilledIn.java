package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a release before 0.2 kept of what the service showed: what is neither asked for nor a known default. The next run
 * replaces it by the whole {@link Echo}.
 *
 * @param values by path, {@code tasks[main].new_cluster.enable_elastic_disk}; the nodes must not be changed
 */
public record FilledIn(Map<String, JsonNode> values) implements Seen {

    public FilledIn {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Returns whether this value was shown at this path. */
    public boolean has(String path, JsonNode value) {
        return value.equals(values.get(path));
    }
}
