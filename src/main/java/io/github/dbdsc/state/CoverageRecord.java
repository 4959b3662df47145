package io.github.dbdsc.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.Coverage.CoveringRun;
import io.github.dbdsc.state.VersionedDocument.Stored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores a target's coverage beside its state. Losing it costs one run that finds nothing to do. */
public final class CoverageRecord {

    private static final JsonMapper JSON = new JsonMapper();

    private final VersionedDocument<Coverage> document;

    public CoverageRecord(StateStore store, Target target) {
        this.document = new VersionedDocument<>(store, target.id() + ".coverage", new AsJson());
    }

    /** Returns what is covered, or {@link Coverage#NONE} where the document can't be read. */
    public Coverage read() {
        try {
            return document.read().map(Stored::value).orElse(Coverage.NONE);
        } catch (StoreException | DamagedStateException e) {
            return Coverage.NONE;
        }
    }

    /** Adds a run. Does nothing when the store fails: that costs one run. */
    public void add(Scope scope, CoveringRun run) {
        try {
            Optional<Stored<Coverage>> stored = stored();
            Coverage after = stored.map(Stored::value).orElse(Coverage.NONE).and(scope, run);
            // what somebody else has written meanwhile stays: it costs a run
            boolean unused = document.write(after, stored.map(Stored::version).orElse(null));
        } catch (StoreException e) {
            // costs a run, see above
        }
    }

    /** Returns what is stored, taking a damaged document for one in which nothing is covered. */
    private Optional<Stored<Coverage>> stored() {
        try {
            return document.read();
        } catch (DamagedStateException e) {
            return e.stored().map(damaged -> new Stored<>(Coverage.NONE, damaged.version()));
        }
    }

    private static final class AsJson implements VersionedDocument.Format<Coverage> {

        @Override
        public byte[] write(Coverage coverage) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            put(json, "changes", coverage.changes());
            put(json, "everything", coverage.everything());
            return json.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static void put(ObjectNode json, String field, @Nullable CoveringRun run) {
            if (run != null) {
                json.putObject(field)
                        .put("startedAt", run.startedAt().toString())
                        .put("runId", run.runId());
            }
        }

        @Override
        public Coverage read(byte[] content) throws DamagedStateException {
            try {
                JsonNode json = JSON.readTree(content);
                return new Coverage(run(json.path("changes")), run(json.path("everything")));
            } catch (IOException e) {
                throw new DamagedStateException("is no JSON");
            }
        }

        private static @Nullable CoveringRun run(JsonNode json) {
            try {
                return json.isObject()
                        ? new CoveringRun(
                                Instant.parse(json.path("startedAt").asText()),
                                json.path("runId").asText())
                        : null;
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }
}
