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

/** Keeps a target's coverage beside its state. Losing it costs a run that finds nothing to do. */
public final class CoverageRecord {

    private static final JsonMapper JSON = new JsonMapper();

    private final VersionedDocument<Coverage> document;

    public CoverageRecord(StateStore store, Target target) {
        this.document = new VersionedDocument<>(store, target.id() + ".coverage", new AsJson());
    }

    /** Returns what is covered; nothing where that can't be told. */
    public Coverage read() {
        try {
            return document.read().map(Stored::value).orElse(Coverage.NONE);
        } catch (StoreException | DamagedStateException e) {
            return Coverage.NONE;
        }
    }

    /** Adds a run that looked. */
    public void add(Scope scope, CoveringRun run) {
        try {
            Optional<Stored<Coverage>> stored = stored();
            Coverage after = stored.map(Stored::value).orElse(Coverage.NONE).and(scope, run);
            // when somebody else has written meanwhile, theirs stays: it costs a run
            boolean unused = document.write(after, stored.map(Stored::version).orElse(null));
        } catch (StoreException e) {
            // the next run looks once more
        }
    }

    /** Returns what is stored, as if a damaged document said that nothing is covered. */
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
            coverage.changes().ifPresent(run -> json.set("changes", run(run)));
            coverage.everything().ifPresent(run -> json.set("everything", run(run)));
            return json.toString().getBytes(StandardCharsets.UTF_8);
        }

        private static ObjectNode run(CoveringRun run) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("startedAt", run.startedAt().toString())
                    .put("runId", run.runId());
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

        private static Optional<CoveringRun> run(JsonNode json) {
            try {
                return json.isObject()
                        ? Optional.of(new CoveringRun(
                                Instant.parse(json.path("startedAt").asText()),
                                json.path("runId").asText()))
                        : Optional.empty();
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }
}
