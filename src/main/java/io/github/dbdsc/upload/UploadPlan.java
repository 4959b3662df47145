package io.github.dbdsc.upload;

import io.github.dbdsc.definition.MisnamedFile;
import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourceFile;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.Counted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an upload does.
 *
 * @param steps in the order in which they are done
 * @param same how many files are in the container as they are in the folder
 * @param leftOver own files that are gone from the folder and stay, since removal was not asked for
 * @param others how many files of the container are somebody else's, or nobody's
 * @param objections why nothing of it is done; empty when it may be
 */
public record UploadPlan(List<UploadStep> steps, int same, List<String> leftOver, int others, List<String> objections) {

    private static final int MOST_NAMED = 10;

    public UploadPlan {
        steps = List.copyOf(steps);
        leftOver = List.copyOf(leftOver);
        objections = List.copyOf(objections);
    }

    /** Whether, and how much, an upload may remove. */
    public sealed interface Removal {

        /** Nothing. */
        record None() implements Removal {}

        /**
         * Own files that are gone from the folder. Those that only have another name there are not counted.
         *
         * @param limit the share of the own files, in percent
         * @param confirmed how many there must be, whatever the limit; null to go by the limit
         */
        record Gone(int limit, @Nullable Integer confirmed) implements Removal {}
    }

    /**
     * Plans an upload.
     *
     * @param folder without files that can't be read
     * @param stored the files in the container
     * @param source names the folder: only files that bear its mark are its own
     * @param commit what is uploaded; empty when that is not known, or an older one is meant
     */
    public static UploadPlan of(
            Snapshot folder, List<StoredFile> stored, String source, Optional<Commit> commit, Removal removal) {
        Map<String, StoredFile> there =
                stored.stream().collect(Collectors.toMap(StoredFile::path, file -> file, (one, other) -> other));
        List<UploadStep> steps = new ArrayList<>();
        List<String> objections = new ArrayList<>();
        for (SourceFile file : folder.files().values()) {
            StoredFile old = there.get(file.path());
            if (old != null && old.isMarked() && !old.isOf(source) && !old.has(file.content())) {
                objections.add(anothers(old));
            } else {
                kind(file, old)
                        .ifPresent(
                                kind -> steps.add(new UploadStep(kind, file.path(), old == null ? null : old.etag())));
            }
        }
        int same = folder.files().size() - steps.size() - objections.size();
        List<StoredFile> gone = gone(folder, stored, source);
        long own = stored.stream().filter(file -> file.isOf(source)).count();
        if (removal instanceof Removal.Gone terms) {
            objections.addAll(against(gone.size(), gone.size() - moved(gone, steps, folder), own, terms, folder));
            gone.forEach(file -> steps.add(new UploadStep(UploadStep.Kind.REMOVE, file.path(), file.etag())));
        }
        commit.flatMap(uploaded -> overtaken(uploaded, steps, stored, source)).ifPresent(objections::add);
        steps.sort(Comparator.comparingInt(UploadStep::phase).thenComparing(UploadStep::path));
        List<String> leftOver = removal instanceof Removal.None
                ? gone.stream().map(StoredFile::path).sorted().toList()
                : List.of();
        int others = (int) stored.stream()
                .filter(file -> !file.isOf(source) && !folder.files().containsKey(file.path()))
                .count();
        return new UploadPlan(steps, same, leftOver, others, shortened(objections));
    }

    /**
     * Objects to an upload that would take back what a later commit has brought: whatever differs does so because of that
     * one, or of one between the two.
     */
    private static Optional<String> overtaken(
            Commit commit, List<UploadStep> steps, List<StoredFile> stored, String source) {
        long writes = steps.stream()
                .filter(step -> step.kind() != UploadStep.Kind.MARK)
                .count();
        return stored.stream()
                .filter(file -> writes > 0 && file.isOf(source))
                .filter(file -> file.commit().filter(commit::isOlderThan).isPresent())
                .max(Comparator.<StoredFile, String>comparing(
                                file -> file.commit().orElseThrow().committedAt())
                        .thenComparing(StoredFile::path))
                .map(file ->
                        "what is uploaded is " + commit.dated() + ", and " + file.path() + " is there from the later "
                                + file.commit().orElseThrow().dated() + ": an old pipeline may have run again, and "
                                + Counted.of(writes, "file") + " would be as "
                                + (writes == 1 ? "it was" : "they were")
                                + " before. If that is meant, say so with --allow-older,"
                                + " and again to the run that applies it");
    }

    private static String anothers(StoredFile file) {
        return file.path() + " was uploaded by '" + file.source()
                + "' with another content. Where that is this folder under"
                + " an earlier name, say so with --source; else give one of the two files another name, or use another"
                + " container";
    }

    /** Returns what is done with a file of the folder; empty where the container has it as it is. */
    private static Optional<UploadStep.Kind> kind(SourceFile file, @Nullable StoredFile old) {
        if (old == null) {
            return Optional.of(UploadStep.Kind.ADD);
        }
        if (!old.has(file.content())) {
            return Optional.of(UploadStep.Kind.REPLACE);
        }
        return old.isMarked() ? Optional.empty() : Optional.of(UploadStep.Kind.MARK);
    }

    /** Returns own files that the folder has no more, not even under nearly the same name. */
    private static List<StoredFile> gone(Snapshot folder, List<StoredFile> stored, String source) {
        Set<String> meant = folder.misnamed().stream().map(MisnamedFile::meant).collect(Collectors.toSet());
        return stored.stream()
                .filter(file ->
                        file.isOf(source) && !folder.files().containsKey(file.path()) && !meant.contains(file.path()))
                .toList();
    }

    /** Returns how many files only have another name now: each accounts for a new file of its content. */
    private static int moved(List<StoredFile> gone, List<UploadStep> steps, Snapshot folder) {
        List<String> added = steps.stream()
                .filter(step -> step.kind() == UploadStep.Kind.ADD)
                .flatMap(step -> Optional.ofNullable(folder.files().get(step.path())).stream())
                .map(file -> ContentHash.hex(ContentHash.of(file.content())))
                .toList();
        Map<String, Long> left = added.stream().collect(Collectors.groupingBy(hash -> hash, Collectors.counting()));
        return (int) gone.stream()
                .filter(file -> left.merge(file.hash(), -1L, Long::sum) >= 0)
                .count();
    }

    private static List<String> against(int gone, int lost, long own, Removal.Gone terms, Snapshot folder) {
        if (gone > 0 && folder.definitions().isEmpty()) {
            return List.of(
                    "the folder has no definitions, and " + gone + " files would be removed; is it the right folder?");
        }
        if (terms.confirmed() != null) {
            return terms.confirmed() == lost
                    ? List.of()
                    : List.of("--delete-count is " + terms.confirmed() + ", but " + lost + " files would be removed");
        }
        long allowed = terms.limit() == 0 ? 0 : Math.max(1, own * terms.limit() / 100);
        return lost <= allowed
                ? List.of()
                : List.of(lost + " of " + own + " own files would be removed, and PRUNE_LIMIT (" + terms.limit()
                        + " %) allows " + allowed + "; if that is meant, confirm it with --delete-count " + lost);
    }

    private static List<String> shortened(List<String> objections) {
        if (objections.size() <= MOST_NAMED) {
            return objections;
        }
        List<String> first = new ArrayList<>(objections.subList(0, MOST_NAMED));
        first.add((objections.size() - MOST_NAMED) + " more of the kind");
        return first;
    }
}
