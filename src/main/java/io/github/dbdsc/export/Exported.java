package io.github.dbdsc.export;

import io.github.dbdsc.model.JobKey;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an export makes.
 *
 * @param files texts by their paths: definitions and templates
 * @param jobs the jobs that have a definition, by its key
 * @param leftOut the jobs that have none
 * @param notes what to know of those that have one
 * @param listed how many jobs the workspace has, as far as our identity sees them
 * @param bytes how many bytes the settings of the exported jobs take as the workspace shows them
 */
public record Exported(
        SortedMap<String, String> files,
        SortedMap<JobKey, Long> jobs,
        List<LeftOut> leftOut,
        List<String> notes,
        int listed,
        long bytes) {

    public Exported {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /**
     * A job that is not exported.
     *
     * @param reason why not, and what to do about it
     */
    public record LeftOut(long id, String name, String reason) {}

    /** Returns how many of the files are templates. */
    public long templates() {
        return files.keySet().stream()
                .filter(path -> !JobKey.isDefinition(path))
                .count();
    }

    /** Returns how many bytes the files take. */
    public long written() {
        return files.values().stream()
                .mapToLong(text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .sum();
    }
}
