package io.github.dbdsc.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.plan.DeleteWindow;
import io.github.dbdsc.plan.PruneRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The record of deletes as JSON. Whatever is not as it was written makes the document a damaged one: a number that is
 * guessed would let jobs be deleted.
 */
final class PruneRecordJson implements VersionedDocument.Format<PruneRecord> {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int VERSION = 1;

    @Override
    public byte[] write(PruneRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", VERSION);
        DeleteWindow window = record.window();
        if (window != null) {
            ObjectNode written = json.putObject("window")
                    .put("since", window.since().toString())
                    .put("jobs", window.jobs());
            ArrayNode deleted = written.putArray("deleted");
            new TreeSet<>(window.deleted()).forEach(deleted::add);
            if (window.closed() != null) {
                written.put("closed", window.closed());
            }
        }
        ObjectNode orphans = json.putObject("orphans");
        new TreeMap<>(record.orphans()).forEach((id, since) -> orphans.put(id.toString(), since.toString()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public PruneRecord read(byte[] content) throws DamagedStateException {
        try {
            JsonNode json = JSON.readTree(content);
            require(json.isObject() && json.path("version").asInt() == VERSION, "version");
            require(json.path("orphans").isObject(), "orphans");
            Map<Long, Instant> orphans = new HashMap<>();
            for (Map.Entry<String, JsonNode> orphan : json.path("orphans").properties()) {
                orphans.put(Long.valueOf(orphan.getKey()), time(orphan.getValue()));
            }
            return new PruneRecord(json.has("window") ? window(json.path("window")) : null, orphans);
        } catch (IOException e) {
            throw new DamagedStateException("is no JSON");
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new DamagedStateException("has a number or time that is none");
        }
    }

    private static DeleteWindow window(JsonNode json) throws DamagedStateException {
        JsonNode jobs = json.path("jobs");
        require(jobs.isInt() && jobs.intValue() >= 0, "window.jobs");
        require(json.path("deleted").isArray(), "window.deleted");
        Set<Long> deleted = new HashSet<>();
        for (JsonNode id : json.path("deleted")) {
            require(id.isIntegralNumber() && id.canConvertToLong(), "window.deleted");
            deleted.add(id.longValue());
        }
        require(!json.has("closed") || json.path("closed").isTextual(), "window.closed");
        return new DeleteWindow(
                time(json.path("since")),
                jobs.intValue(),
                deleted,
                json.path("closed").textValue());
    }

    private static Instant time(JsonNode json) {
        return Instant.parse(json.asText());
    }

    private static void require(boolean holds, String field) throws DamagedStateException {
        if (!holds) {
            throw new DamagedStateException("has no '" + field + "' that can be understood");
        }
    }
}
