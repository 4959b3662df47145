package io.github.dbdsc.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.VersionedDocument.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers beside a target's state which jobs a run is about to create, in one write before its first create: a process
 * may end, or get no answer, before it knows whether they are there. Only runs that create something read it. Losing it
 * costs nothing but that knowledge.
 */
public final class CreationRecord {

    private static final JsonMapper JSON = new JsonMapper();

    /** After this time every listing shows a job that was made. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final VersionedDocument<Map<JobKey, Instant>> document;

    public CreationRecord(StateStore store, Target target) {
        this.document = new VersionedDocument<>(store, target.id() + ".creating", new AsJson());
    }

    /**
     * Adds the definitions whose jobs are about to be created.
     *
     * @return how long ago earlier runs began to create jobs; of those that the state does not hold it is not known whether
     *     they are there
     * @throws StoreException when that can't be read or written
     */
    public Map<JobKey, Duration> begin(Set<JobKey> keys, Instant now) {
        Optional<Stored<Map<JobKey, Instant>>> stored = stored();
        Map<JobKey, Duration> inDoubt = new HashMap<>();
        Map<JobKey, Instant> next = new TreeMap<>();
        stored.map(Stored::value).orElse(Map.of()).forEach((key, since) -> {
            Duration ago = Duration.between(since, now);
            if (ago.compareTo(KEPT) < 0) {
                // a clock may be behind the one that wrote it
                inDoubt.put(key, ago.isNegative() ? Duration.ZERO : ago);
                next.put(key, since);
            }
        });
        keys.forEach(key -> next.put(key, now));
        if (!document.write(Map.copyOf(next), stored.map(Stored::version).orElse(null))) {
            throw new StoreException("state/" + document.path() + " was written by another run meanwhile");
        }
        return Map.copyOf(inDoubt);
    }

    /** Returns what is stored, taking a damaged document for an empty one. */
    private Optional<Stored<Map<JobKey, Instant>>> stored() {
        try {
            return document.read();
        } catch (DamagedStateException e) {
            return e.stored().map(damaged -> new Stored<>(Map.of(), damaged.version()));
        }
    }

    private static final class AsJson implements VersionedDocument.Format<Map<JobKey, Instant>> {

        @Override
        public byte[] write(Map<JobKey, Instant> keys) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            new TreeMap<>(keys).forEach((key, since) -> json.put(key.value(), since.toString()));
            return json.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Map<JobKey, Instant> read(byte[] content) throws DamagedStateException {
            try {
                Map<JobKey, Instant> keys = new HashMap<>();
                for (Map.Entry<String, JsonNode> entry : JSON.readTree(content).properties()) {
                    keys.put(
                            new JobKey(entry.getKey()),
                            Instant.parse(entry.getValue().asText()));
                }
                return keys;
            } catch (IOException | DateTimeParseException e) {
                throw new DamagedStateException("is no record of creates");
            }
        }
    }
}
