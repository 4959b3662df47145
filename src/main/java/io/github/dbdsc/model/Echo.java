package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the workspace shows of a job otherwise than it was asked for: filled in, left out or spelled in another way.
 * Together with what was asked for it is exactly what the workspace shows.
 *
 * @param values by path, {@code tasks[main].new_cluster.enable_elastic_disk}; a null stands for what is not shown. The
 *     nodes must not be changed
 */
public record Echo(Map<String, JsonNode> values) implements Seen {

    public Echo {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
