package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import io.github.dbdsc.state.StateStore;
import io.github.dbdsc.state.StoredState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code ids.json}: the id, name and link of each of a target's jobs by the key of its definition, for those who start jobs
 * and know only the key, like Data Factory and Airflow. Written when it changes.
 */
final class PublishedIds {

    private static final JsonMapper JSON = new JsonMapper();

    private final StateStore store;
    private final Target target;
    private final String path;

    PublishedIds(StateStore store, Target target) {
        this.store = store;
        this.target = target;
        this.path = "/" + Target.home(target.name()) + "ids.json";
    }

    /**
     * What came of it.
     *
     * @param digest of what the file holds, to be passed the next time
     * @param note why it could not be written, if so; the next run tries again
     */
    record Published(String digest, Optional<String> note) {}

    /**
     * Writes the ids, unless that was done already.
     *
     * @param digest of what was written last; {@code ""} when nothing was
     */
    Published publish(Map<JobKey, AppliedJob> jobs, String digest) {
        byte[] content = json(jobs).toPrettyString().getBytes(StandardCharsets.UTF_8);
        String now = target.isNamed()
                ? Sha256.hex((path + json(jobs)).getBytes(StandardCharsets.UTF_8))
                : Sha256.hex(content);
        if (now.equals(digest)) {
            return new Published(digest, Optional.empty());
        }
        try {
            Optional<StoredState> there = store.read(path);
            Optional<String> other = there.flatMap(PublishedIds::target).filter(label -> !label.equals(target.label()));
            if (other.isPresent()) {
                return new Published(
                        digest,
                        Optional.of("ids.json was not written: it has the jobs of " + other.get()
                                + ". Give each app a STATE_CONTAINER of its own, or delete the file"));
            }
            return store.write(path, content, there.map(StoredState::version).orElse(null))
                    ? new Published(now, Optional.empty())
                    : new Published(digest, Optional.of("ids.json was not written: another pass wrote it meanwhile"));
        } catch (StoreException e) {
            return new Published(digest, Optional.of("ids.json was not written: " + e.getMessage()));
        }
    }

    /**
     * Reports whether the file has this id for this key.
     *
     * @throws StoreException when it can't be read
     */
    boolean has(JobKey key, long jobId) {
        return store.read(path)
                .flatMap(PublishedIds::parsed)
                .filter(json -> json.path("target").asText().equals(target.label()))
                .filter(json ->
                        json.path("jobs").path(key.value()).path("jobId").asLong() == jobId)
                .isPresent();
    }

    private ObjectNode json(Map<JobKey, AppliedJob> jobs) {
        ObjectNode json = ReportJson.target(target, JsonNodeFactory.instance.objectNode());
        ObjectNode ids = json.putObject("jobs");
        new TreeMap<>(jobs).forEach((key, job) -> ids.putObject(key.value())
                .put("jobId", job.jobId())
                .put("name", job.settings().name())
                .put("link", target.workspace() + "/jobs/" + job.jobId()));
        return json;
    }

    /** A file that can't be read is nobody's. */
    private static Optional<String> target(StoredState stored) {
        return parsed(stored)
                .flatMap(json -> Optional.ofNullable(json.path("target").textValue()));
    }

    private static Optional<JsonNode> parsed(StoredState stored) {
        try {
            return Optional.ofNullable(JSON.readTree(stored.content()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
