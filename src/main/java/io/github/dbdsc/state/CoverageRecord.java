package io.github.dbdsc.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Scope;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Keeps a target's coverage beside its state. Losing it costs a pass that finds nothing to do. */
public final class CoverageRecord {

    private static final JsonMapper JSON = new JsonMapper();

    private final StateStore store;
    private final String path;

    public CoverageRecord(StateStore store, Target target) {
        this.store = store;
        this.path = target.id() + ".coverage.json";
    }

    /** What is covered; nothing where that can't be told. */
    public Coverage read() {
        try {
            return store.read(path).map(CoverageRecord::parsed).orElse(Coverage.NONE);
        } catch (StoreException e) {
            return Coverage.NONE;
        }
    }

    /** Adds a pass that looked. */
    public void add(Scope scope, Coverage.CoveringRun look) {
        try {
            Optional<StoredState> stored = store.read(path);
            Coverage after =
                    stored.map(CoverageRecord::parsed).orElse(Coverage.NONE).and(scope, look);
            // when somebody else has written meanwhile, theirs stays: it costs a pass
            boolean unused = store.write(path, bytes(after), stored.map(StoredState::version));
        } catch (StoreException e) {
            // the next pass looks once more
        }
    }

    private static byte[] bytes(Coverage coverage) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        coverage.changes().ifPresent(look -> json.set("changes", look(look)));
        coverage.everything().ifPresent(look -> json.set("everything", look(look)));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode look(Coverage.CoveringRun look) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("startedAt", look.startedAt().toString())
                .put("runId", look.runId());
    }

    private static Coverage parsed(StoredState stored) {
        try {
            JsonNode json = JSON.readTree(stored.content());
            return new Coverage(look(json.path("changes")), look(json.path("everything")));
        } catch (IOException e) {
            return Coverage.NONE; // damaged
        }
    }

    private static Optional<Coverage.CoveringRun> look(JsonNode json) {
        try {
            return json.isObject()
                    ? Optional.of(new Coverage.CoveringRun(
                            Instant.parse(json.path("startedAt").asText()),
                            json.path("runId").asText()))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
