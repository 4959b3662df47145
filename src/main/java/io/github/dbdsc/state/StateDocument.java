package io.github.dbdsc.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.Echo;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.JsonTrees;
import io.github.dbdsc.model.Seen;
import io.github.dbdsc.model.SharedEchoes;
import io.github.dbdsc.model.SourceCommits;
import io.github.dbdsc.model.VisibleText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The state's format: {@code {"version":2,"source":"databricks-jobs","jobs":{"etl/daily":{"jobId":42,"settings":{…},"echo":{…}}}}}, compressed with gzip in
 * parts, see {@link StateParts}, since jobs of one template are much alike. The same jobs always give the same bytes.
 * Documents that are not compressed are read as well, and those of version 1, which have {@code filledIn} in place of
 * {@code echo}.
 */
public final class StateDocument {

    private static final int VERSION = 2;

    private static final int BUFFER = 1 << 16;

    /** Deeper than any answer that is read: a part of one that the state could not hold would lose all jobs. */
    private static final int DEEPEST = 240;

    /**
     * Escapes whatever is not ASCII: a lone surrogate in a job's settings is legal JSON but can't be encoded as UTF-8.
     */
    private static final JsonMapper JSON =
            JsonTrees.mapper(DEEPEST).enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StateDocument() {}

    /** Encodes the jobs of a state. */
    public static byte[] write(Map<JobKey, AppliedJob> jobs) {
        return StateParts.of(jobs, StateParts.NONE).document(null);
    }

    /**
     * Returns the text before the first job.
     *
     * @param source where the definitions come from; null where that can't be told
     */
    static String head(@Nullable String source) {
        String from =
                source == null ? "" : ",\"source\":" + JSON.getNodeFactory().textNode(source);
        return "{\"version\":" + VERSION + from + ",\"jobs\":{";
    }

    /**
     * Returns where the definitions came from when a document was written; empty when it does not say so, or can't be
     * read.
     */
    public static Optional<String> source(byte[] document) {
        try (JsonParser json = JSON.createParser(new InputStreamReader(unpacked(document), StandardCharsets.UTF_8))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME
                    && !json.currentName().equals("jobs")) {
                String field = json.currentName();
                json.nextToken();
                if (field.equals("source")) {
                    return Optional.ofNullable(json.getValueAsString());
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // whoever reads the jobs says so
        }
    }

    /** Returns the text after the last job. */
    static String foot() {
        return "}}";
    }

    /** Returns jobs as they stand between head and foot, without leading or trailing comma. */
    static String fields(Map<JobKey, AppliedJob> jobs) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<JobKey, AppliedJob> job : jobs.entrySet()) {
                json.writeFieldName(job.getKey().value());
                json.writeTree(entry(job.getValue()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.getBuffer().substring(1, text.getBuffer().length() - 1);
    }

    private static ObjectNode entry(AppliedJob job) {
        ObjectNode entry = JSON.createObjectNode().put("jobId", job.jobId());
        entry.set("settings", job.settings().view());
        job.seen().ifPresent(seen -> {
            if (seen instanceof Echo echo) {
                entry.putObject("echo").setAll(echo.values());
                if (!echo.unclear().isEmpty()) {
                    echo.unclear().forEach(entry.putArray("unclear")::add);
                }
            } else if (seen instanceof FilledIn filledIn) {
                entry.putObject("filledIn").setAll(filledIn.values());
            }
        });
        if (job.unkept()) {
            entry.put("unkept", true);
        }
        job.fingerprint().ifPresent(fingerprint -> entry.put("fingerprint", fingerprint));
        if (!job.ignored().isEmpty()) {
            job.ignored().forEach(entry.putArray("ignored")::add);
        }
        if (!job.commits().files().isEmpty()) {
            ObjectNode commits = entry.putObject("commits");
            new TreeMap<>(job.commits().files())
                    .forEach((file, commit) ->
                            commits.putObject(file).put("commit", commit.id()).put("at", commit.committedAt()));
        }
        if (job.permissionsRound() > 0) {
            entry.put("permissionsRound", job.permissionsRound());
        }
        return entry;
    }

    /**
     * Decodes the jobs of a state.
     *
     * @throws DamagedStateException when one of the jobs can't be decoded: then all are lost, since half a state would
     *     look like jobs that were never applied
     */
    public static Map<JobKey, AppliedJob> read(byte[] document) throws DamagedStateException {
        // from characters, since the parser of bytes rejects a lone surrogate in a field's name
        try (JsonParser json = JSON.createParser(new InputStreamReader(unpacked(document), StandardCharsets.UTF_8))) {
            return jobs(json);
        } catch (JsonProcessingException e) {
            // the parser's own message quotes what it read, which may be secret
            throw new DamagedStateException(
                    e.getLocation() == null
                            ? "nests too deep, or has a name or number that is too long"
                            : "is not JSON after " + e.getLocation().getCharOffset() + " characters");
        } catch (IOException e) {
            throw new DamagedStateException("is cut off, or not packed with gzip");
        }
    }

    private static InputStream unpacked(byte[] document) throws IOException {
        InputStream bytes = new ByteArrayInputStream(document);
        boolean packed = document.length > 1
                && Byte.toUnsignedInt(document[0]) == (GZIPInputStream.GZIP_MAGIC & 0xff)
                && Byte.toUnsignedInt(document[1]) == GZIPInputStream.GZIP_MAGIC >> Byte.SIZE;
        return packed ? new GZIPInputStream(bytes, BUFFER) : bytes;
    }

    /** Reads job after job, so that the whole document is never in memory as a tree. */
    private static Map<JobKey, AppliedJob> jobs(JsonParser json) throws IOException, DamagedStateException {
        boolean versioned = false;
        Optional<Map<JobKey, AppliedJob>> jobs = Optional.empty();
        require(json.nextToken() == JsonToken.START_OBJECT, "holds no JSON object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "version" -> versioned = isOurs(json.readValueAsTree());
                case "jobs" -> jobs = Optional.of(entries(json));
                default -> json.skipChildren();
            }
        }
        require(versioned, "has no version");
        require(json.nextToken() == null, "goes on after its end");
        return Map.copyOf(jobs.orElseThrow(() -> new DamagedStateException("holds no jobs")));
    }

    private static boolean isOurs(JsonNode version) throws DamagedStateException {
        require(version.isInt() && version.intValue() >= 1, "has no version that a program would write");
        require(
                version.intValue() <= VERSION,
                "has version " + version.intValue() + ": a newer version of this program wrote it");
        return true;
    }

    private static Map<JobKey, AppliedJob> entries(JsonParser json) throws IOException, DamagedStateException {
        require(json.currentToken() == JsonToken.START_OBJECT, "holds no jobs");
        Map<JobKey, AppliedJob> jobs = new TreeMap<>();
        SharedEchoes echoes = new SharedEchoes();
        Map<SourceCommits, SourceCommits> commits = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            JobKey key = new JobKey(json.currentName());
            json.nextToken();
            jobs.put(key, job(key, json.readValueAsTree(), echoes, commits));
        }
        return jobs;
    }

    private static AppliedJob job(
            JobKey key, JsonNode entry, SharedEchoes echoes, Map<SourceCommits, SourceCommits> commits)
            throws DamagedStateException {
        JsonNode jobId = entry.path("jobId");
        require(
                jobId.isIntegralNumber() && jobId.canConvertToLong(),
                "has no jobId for " + VisibleText.of(key.value()));
        if (!(entry.path("settings") instanceof ObjectNode settings)) {
            throw new DamagedStateException("has no settings for " + VisibleText.of(key.value()));
        }
        return new AppliedJob(
                jobId.longValue(),
                JobSettings.keeping(settings),
                seen(entry, echoes),
                entry.path("unkept").asBoolean(false),
                entry.path("permissionsRound").asLong(0),
                Optional.ofNullable(entry.path("fingerprint").textValue()),
                texts(entry.path("ignored")),
                commits.computeIfAbsent(commits(entry.path("commits")), same -> same));
    }

    private static SourceCommits commits(JsonNode files) {
        Map<String, Commit> commits = new TreeMap<>();
        files.properties()
                .forEach(file -> commits.put(
                        file.getKey(),
                        new Commit(
                                file.getValue().path("commit").asText(),
                                "",
                                file.getValue().path("at").asText())));
        return commits.isEmpty() ? SourceCommits.NONE : new SourceCommits(commits);
    }

    private static Optional<Seen> seen(JsonNode entry, SharedEchoes echoes) {
        if (entry.path("echo") instanceof ObjectNode echo) {
            return Optional.of(echoes.one(new Echo(values(echo)).doubting(texts(entry.path("unclear")))));
        }
        return entry.path("filledIn") instanceof ObjectNode filledIn
                ? Optional.of(new FilledIn(values(filledIn)))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Map<String, JsonNode> values(ObjectNode fields) {
        Map<String, JsonNode> values = new TreeMap<>();
        fields.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
        return values;
    }

    private static void require(boolean right, String otherwise) throws DamagedStateException {
        if (!right) {
            throw new DamagedStateException(otherwise);
        }
    }
}
