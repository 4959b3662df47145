package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the workspace shows of a job otherwise than it was asked for: filled in, left out or spelled in another way.
 * Together with what was asked for it is exactly what the workspace shows.
 *
 * @param values by path, {@code tasks[main].new_cluster.enable_elastic_disk}; a null stands for what is not shown. The
 *     nodes must not be changed
 * @param unclear the paths of those that were there when the job was first seen, and that somebody may have set: they
 *     stay until the job is written, which takes them away
 */
public record Echo(Map<String, JsonNode> values, SortedSet<String> unclear) implements Seen {

    public Echo {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        unclear = Collections.unmodifiableSortedSet(new TreeSet<>(unclear));
    }

    /** Creates an echo of a job that was written: all in it is the service's own. */
    public Echo(Map<String, JsonNode> values) {
        this(values, Collections.emptySortedSet());
    }

    /** Returns this echo with those of these paths unclear that it has. */
    public Echo doubting(Collection<String> paths) {
        SortedSet<String> doubted = new TreeSet<>(paths);
        doubted.retainAll(values.keySet());
        return doubted.equals(unclear) ? this : new Echo(values, doubted);
    }
}
