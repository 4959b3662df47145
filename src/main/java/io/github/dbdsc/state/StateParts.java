package io.github.dbdsc.state;

import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.JobKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A state's document in parts that are compressed separately, so that when one job of many changes, one part is encoded
 * and the others are reused. RFC 1952: concatenated gzip members decompress to one text. Where a part ends depends only
 * on its last key, so adding or removing a job changes few parts, too.
 */
final class StateParts {

    static final StateParts NONE = new StateParts(List.of());

    /** How many jobs a part holds on average: enough to compress well. */
    private static final int JOBS_IN_A_PART = 64;

    private final List<Part> parts;

    private StateParts(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    private static final class Part {
        private final SortedMap<JobKey, AppliedJob> jobs;
        private final byte[] packed;

        private Part(SortedMap<JobKey, AppliedJob> jobs, boolean isFirst) {
            this.jobs = jobs;
            this.packed = packed((isFirst ? "" : ",") + StateDocument.fields(jobs));
        }
    }

    /** Returns the parts for these jobs, and reuses those whose jobs have not changed. */
    static StateParts of(Map<JobKey, AppliedJob> jobs, StateParts earlier) {
        Map<JobKey, Part> byFirstKey = new HashMap<>();
        earlier.parts.stream().skip(1).forEach(part -> byFirstKey.put(part.jobs.firstKey(), part));
        List<Part> parts = new ArrayList<>();
        for (SortedMap<JobKey, AppliedJob> some : divided(new TreeMap<>(jobs))) {
            Part part = byFirstKey.get(some.firstKey());
            boolean isFirst = parts.isEmpty();
            parts.add(part != null && !isFirst && part.jobs.equals(some) ? part : new Part(some, isFirst));
        }
        return new StateParts(parts);
    }

    private static List<SortedMap<JobKey, AppliedJob>> divided(SortedMap<JobKey, AppliedJob> jobs) {
        List<SortedMap<JobKey, AppliedJob>> all = new ArrayList<>();
        SortedMap<JobKey, AppliedJob> part = new TreeMap<>();
        for (Map.Entry<JobKey, AppliedJob> job : jobs.entrySet()) {
            part.put(job.getKey(), job.getValue());
            if (Math.floorMod(job.getKey().value().hashCode(), JOBS_IN_A_PART) == 0) {
                all.add(part);
                part = new TreeMap<>();
            }
        }
        if (!part.isEmpty()) {
            all.add(part);
        }
        return all;
    }

    /**
     * Returns the whole document.
     *
     * @param source where the definitions come from; null where that can't be told
     */
    byte[] document(@Nullable String source) {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        document.writeBytes(packed(StateDocument.head(source)));
        parts.forEach(part -> document.writeBytes(part.packed));
        document.writeBytes(packed(StateDocument.foot()));
        return document.toByteArray();
    }

    private static byte[] packed(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
