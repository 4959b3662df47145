package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the service showed in a job right after it was applied, beyond what was asked for.
 *
 * @param values by path, {@code tasks[main].new_cluster.enable_elastic_disk}; the nodes must not be changed
 */
public record FilledIn(Map<String, JsonNode> values) {

    public FilledIn {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Returns whether this value was shown at this path. */
    public boolean has(String path, JsonNode value) {
        return value.equals(values.get(path));
    }
}
