package io.github.dbdsc.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.dbdsc.model.JobKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jobs that a run has to do with, by which their histories are found without a look at its report. Stores keep
 * {@link #line} beside the summary, where listings show it: the entries of a few jobs whole, of many a {@link KeyFilter}.
 * The entries of many are a file of their own then, {@link #entries}.
 */
public final class JobIndex {

    /** Stores keep the line in headers, beside the summary, and those may have 8,192 bytes. */
    static final int LONGEST_LINE = 3_000;

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** The index of a run that had nothing to do. */
    public static final JobIndex EMPTY = new JobIndex(List.of());

    private final List<JobInRun> jobs;
    private final String whole;

    private JobIndex(List<JobInRun> jobs) {
        this.jobs = List.copyOf(jobs);
        ArrayNode all = ASCII.createArrayNode();
        jobs.forEach(job -> all.add(job.json()));
        try {
            this.whole = ASCII.writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** Returns the index of a report. */
    public static JobIndex of(Report report) {
        return of(JobInRun.in(report));
    }

    static JobIndex of(List<JobInRun> jobs) {
        return jobs.isEmpty() ? EMPTY : new JobIndex(jobs);
    }

    /** Reports whether the run had nothing to do, so that there is nothing to keep. */
    public boolean isEmpty() {
        return jobs.isEmpty();
    }

    /** Returns a line of ASCII, at most 3,000 characters long. */
    public String line() {
        return whole.length() <= LONGEST_LINE
                ? whole
                : KeyFilter.of(jobs.stream().map(JobInRun::key).toList()).text();
    }

    /** Returns the entries in UTF-8, for a file of their own; empty when the line has them. */
    public Optional<byte[]> entries() {
        return whole.length() <= LONGEST_LINE
                ? Optional.empty()
                : Optional.of(whole.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns what a line says of a job, nothing where it can't be read; empty when the file, if there is one, may know. */
    static Optional<List<JobInRun>> look(String line, JobKey key) {
        if (line.startsWith("[")) {
            return Optional.of(in(line.getBytes(StandardCharsets.UTF_8), key));
        }
        boolean perhaps =
                KeyFilter.ofText(line).filter(filter -> filter.mayHold(key)).isPresent();
        return perhaps ? Optional.empty() : Optional.of(List.of());
    }

    /** Returns the entries of a job in a file; none where it can't be read. */
    static List<JobInRun> in(byte[] entries, JobKey key) {
        List<JobInRun> found = new ArrayList<>();
        try (MappingIterator<JsonNode> all = ASCII.readerFor(JsonNode.class).readValues(entries)) {
            while (all.hasNext()) {
                JsonNode entry = all.next();
                if (entry.path("key").asText().equals(key.value())) {
                    found.add(JobInRun.of(entry));
                }
            }
            return found;
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
