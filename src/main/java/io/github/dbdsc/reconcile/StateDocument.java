package io.github.dbdsc.reconcile;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state as every store keeps it: {@code {"version":1,"jobs":{"etl/daily":{"jobId":42,"settings":{…}}}}}. The same
 * jobs always give the same bytes.
 */
public final class StateDocument {

    private static final int VERSION = 1;

    /** Escapes whatever is not ASCII: half a surrogate pair in a job's settings is legal JSON but can't be UTF-8. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StateDocument() {}

    /** The document for what is remembered. */
    public static byte[] write(Map<JobKey, AppliedJob> jobs) {
        ObjectNode document = JSON.createObjectNode().put("version", VERSION);
        ObjectNode entries = document.putObject("jobs");
        new TreeMap<>(jobs).forEach((key, job) -> entries.set(key.value(), entry(job)));
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode entry(AppliedJob job) {
        ObjectNode entry = JSON.createObjectNode().put("jobId", job.jobId());
        entry.set("settings", job.settings().tree());
        job.filledIn().ifPresent(filledIn -> entry.putObject("filledIn").setAll(filledIn.values()));
        if (job.permissionsRound() > 0) {
            entry.put("permissionsRound", job.permissionsRound());
        }
        return entry;
    }

    /**
     * What a document remembers.
     *
     * @return empty when it is damaged, or of a version this program does not know: then all of it is forgotten, since
     *     half a memory would look like jobs that were never applied
     */
    public static Optional<Map<JobKey, AppliedJob>> read(byte[] document) {
        try {
            return jobs(JSON.readTree(new String(document, StandardCharsets.UTF_8)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Map<JobKey, AppliedJob>> jobs(JsonNode document) {
        JsonNode version = document.path("version");
        if (!version.isInt()
                || version.intValue() != VERSION
                || !document.path("jobs").isObject()) {
            return Optional.empty();
        }
        Map<JobKey, AppliedJob> jobs = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : document.path("jobs").properties()) {
            JsonNode jobId = entry.getValue().path("jobId");
            if (!jobId.isIntegralNumber()
                    || !jobId.canConvertToLong()
                    || !(entry.getValue().path("settings") instanceof ObjectNode settings)) {
                return Optional.empty();
            }
            jobs.put(
                    new JobKey(entry.getKey()),
                    new AppliedJob(
                            jobId.longValue(),
                            new JobSettings(settings),
                            filledIn(entry.getValue().path("filledIn")),
                            entry.getValue().path("permissionsRound").asLong(0)));
        }
        return Optional.of(Map.copyOf(jobs));
    }

    private static Optional<FilledIn> filledIn(JsonNode filledIn) {
        if (!filledIn.isObject()) {
            return Optional.empty();
        }
        Map<String, JsonNode> values = new TreeMap<>();
        filledIn.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return Optional.of(new FilledIn(values));
    }
}
