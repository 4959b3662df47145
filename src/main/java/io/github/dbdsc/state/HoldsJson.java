package io.github.dbdsc.state;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Hold;
import io.github.dbdsc.model.Holds;
import io.github.dbdsc.model.JobKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds as JSON. Whatever is not as it was written makes the document a damaged one: a hold that is overlooked would let a
 * job be written that somebody holds.
 */
final class HoldsJson implements VersionedDocument.Format<Holds> {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int VERSION = 1;
    private static final String ALL = "all";
    private static final String JOBS = "jobs";

    @Override
    public byte[] write(Holds holds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", VERSION);
        if (holds.all() != null) {
            json.set(ALL, holds.all().json());
        }
        ObjectNode jobs = json.putObject(JOBS);
        holds.jobs().forEach((key, hold) -> jobs.set(key.value(), hold.json()));
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Holds read(byte[] content) throws DamagedStateException {
        try {
            JsonNode json = JSON.readTree(content);
            boolean isWhole = json.path("version").asInt() == VERSION
                    && json.path(JOBS).isObject()
                    && json.properties().stream()
                            .allMatch(field -> field.getKey().equals(ALL)
                                    || field.getKey().equals(JOBS)
                                    || field.getKey().equals("version"));
            if (!isWhole) {
                throw new DamagedStateException("is no list of holds that this release understands");
            }
            SortedMap<JobKey, Hold> jobs = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : json.path(JOBS).properties()) {
                jobs.put(new JobKey(entry.getKey()), Hold.of(entry.getValue()));
            }
            return new Holds(json.has(ALL) ? Hold.of(json.path(ALL)) : null, jobs);
        } catch (IOException e) {
            throw new DamagedStateException("is no JSON");
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new DamagedStateException("has a hold that can't be understood");
        }
    }
}
