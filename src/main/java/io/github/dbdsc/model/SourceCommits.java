package io.github.dbdsc.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The commits that the files of a job come from, as far as their times are known: those of its definition, of each
 * template that took part in its rendering, and of {@code vars.json} where a template reads it.
 *
 * @param files the commits, without their authors, by the file's path; the definition's by {@link #DEFINITION}, since it may
 *     move
 */
public record SourceCommits(Map<String, Commit> files) {

    /** In place of the path of a definition. */
    public static final String DEFINITION = "definition";

    /** Nothing is known. */
    public static final SourceCommits NONE = new SourceCommits(Map.of());

    /**
     * A file that is older than the one before it.
     *
     * @param file its path, or {@link #DEFINITION}
     * @param now its commit
     * @param before the commit of the one before it
     */
    public record Older(String file, Commit now, Commit before) {}

    public SourceCommits {
        Map<String, Commit> dated = new TreeMap<>();
        files.forEach((file, commit) -> {
            if (!commit.committedAt().isEmpty()) {
                dated.put(file, commit.withoutAuthor());
            }
        });
        files = Map.copyOf(dated);
    }

    /**
     * Returns a file that is older than the same file was before, the definition first. A file that is on one side only,
     * whose commit has no known time there, is never older.
     */
    public Optional<Older> olderThan(SourceCommits before) {
        return older(DEFINITION, before).or(() -> files.keySet().stream()
                .sorted()
                .flatMap(file -> older(file, before).stream())
                .findFirst());
    }

    private Optional<Older> older(String file, SourceCommits before) {
        Commit now = files.get(file);
        Commit then = before.files.get(file);
        return now != null && then != null && now.isOlderThan(then)
                ? Optional.of(new Older(file, now, then))
                : Optional.empty();
    }

    /** Returns these commits, and those of other files from before. */
    public SourceCommits over(SourceCommits before) {
        Map<String, Commit> all = new TreeMap<>(before.files);
        all.putAll(files);
        return new SourceCommits(all);
    }

    /** Returns the younger commit of each file, here and before. */
    public SourceCommits orYounger(SourceCommits before) {
        Map<String, Commit> all = new TreeMap<>(files);
        before.files.forEach((file, commit) -> {
            Commit now = all.get(file);
            if (now == null || now.isOlderThan(commit)) {
                all.put(file, commit);
            }
        });
        return new SourceCommits(all);
    }
}
