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
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
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

    /**
     * What a run found when it began.
     *
     * @param coverage without what can't be true
     * @param version null when there is no document
     * @param writable false where the document could not be read or set aside, and so stays
     * @param notes what was wrong with the document, and where it is kept
     */
    public record Found(Coverage coverage, @Nullable String version, boolean writable, List<String> notes) {

        public Found {
            notes = List.copyOf(notes);
        }

        private static Found unread() {
            return new Found(Coverage.NONE, null, false, List.of());
        }
    }

    /**
     * Reads the document for a run that has just begun, and repairs it: a damaged one, and one with runs that are yet to
     * begin, is set aside and replaced, so that it never covers a request. Never fails; see {@link Found#notes}.
     */
    public Found open(Instant now) {
        try {
            Optional<StoredState> stored = document.bytes();
            if (stored.isEmpty()) {
                return new Found(Coverage.NONE, null, true, List.of());
            }
            try {
                Stored<Coverage> read = document.decode(stored.get());
                Coverage believable = read.value().until(now);
                if (believable.equals(read.value())) {
                    return new Found(believable, read.version(), true, List.of());
                }
                return read.value().isAheadOf(now)
                        ? setAside(stored.get(), believable, "names a run that is yet to begin, so a clock was ahead")
                        : replaced(stored.get(), believable, List.of());
            } catch (DamagedStateException e) {
                return setAside(stored.get(), Coverage.NONE, String.valueOf(e.getMessage()));
            }
        } catch (StoreException e) {
            return Found.unread();
        }
    }

    private Found setAside(StoredState stored, Coverage believable, String why) {
        String aside = document.setAside(stored);
        return replaced(
                stored,
                believable,
                List.of("the record of what earlier runs have covered was not used: state/" + document.path() + " "
                        + why + "; it is kept as state/" + aside + ", and a new one takes its place"));
    }

    private Found replaced(StoredState stored, Coverage believable, List<String> notes) {
        boolean written = document.write(believable, stored.version());
        @Nullable
        String version = written ? document.bytes().map(StoredState::version).orElse(null) : null;
        return new Found(believable, version, written, notes);
    }

    /**
     * Adds a run. Does nothing when the store fails: that costs one run.
     *
     * @param run null when it covers nothing, because safety kept it from writing
     * @param etags what it found in the container
     */
    public void add(Found before, Scope scope, @Nullable CoveringRun run, SortedMap<String, String> etags) {
        Coverage found = before.coverage().finding(scope, etags);
        Coverage after = run == null ? found : found.and(scope, run);
        if (!before.writable() || after.equals(before.coverage())) {
            return;
        }
        try {
            // what somebody else has written meanwhile stays: it costs a run
            boolean unused = document.write(after, before.version());
        } catch (StoreException e) {
            // costs a run, see above
        }
    }

    private static final class AsJson implements VersionedDocument.Format<Coverage> {

        @Override
        public byte[] write(Coverage coverage) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            put(json, "changes", coverage.changes());
            put(json, "everything", coverage.everything());
            json.put("sources", coverage.sources());
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
                if (!json.isObject()) {
                    throw new DamagedStateException("is no JSON object");
                }
                return new Coverage(
                        run(json, "changes"),
                        run(json, "everything"),
                        json.path("sources").asText());
            } catch (IOException e) {
                throw new DamagedStateException("is no JSON");
            }
        }

        private static @Nullable CoveringRun run(JsonNode json, String field) throws DamagedStateException {
            if (!json.has(field)) {
                return null;
            }
            JsonNode run = json.path(field);
            String runId = run.path("runId").asText();
            if (runId.isEmpty()) {
                throw new DamagedStateException("has no run id in '" + field + "'");
            }
            try {
                return new CoveringRun(Instant.parse(run.path("startedAt").asText()), runId);
            } catch (DateTimeParseException e) {
                throw new DamagedStateException("has no time in '" + field + "'");
            }
        }
    }
}
