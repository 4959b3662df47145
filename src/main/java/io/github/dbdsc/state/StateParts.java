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

/**
 * A state's document in parts that are packed each for itself, so that where one job of many has changed, one part is
 * written anew and the others are taken over. RFC 1952: gzip members in a row unpack to one text. Where a part ends
 * depends on nothing but the keys next to it; so a job more or less changes one part, too.
 */
final class StateParts {

    static final StateParts NONE = new StateParts(List.of());

    /** How many jobs are in a part on average: enough of them to be packed well. */
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

    /** The parts for these jobs, those taken over that are the same as before. */
    static StateParts of(Map<JobKey, AppliedJob> jobs, StateParts before) {
        Map<JobKey, Part> known = new HashMap<>();
        before.parts.stream().skip(1).forEach(part -> known.put(part.jobs.firstKey(), part));
        List<Part> parts = new ArrayList<>();
        for (SortedMap<JobKey, AppliedJob> some : divided(new TreeMap<>(jobs))) {
            Part last = known.get(some.firstKey());
            boolean isFirst = parts.isEmpty();
            parts.add(last != null && !isFirst && last.jobs.equals(some) ? last : new Part(some, isFirst));
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

    /** The whole document. */
    byte[] document() {
        ByteArrayOutputStream document = new ByteArrayOutputStream();
        document.writeBytes(packed(StateDocument.head()));
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
