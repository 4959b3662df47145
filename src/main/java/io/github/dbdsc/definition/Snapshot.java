package io.github.dbdsc.definition;

import io.github.dbdsc.model.JobKey;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The source files of the container at one point in time.
 *
 * @param files by path, in order
 * @param misnamed files that are not among them, and perhaps should be
 * @param policy the file {@code policy.json}, which is none of the sources: whoever edits these has no role where it is kept
 */
public record Snapshot(
        SortedMap<String, SourceFile> files, SortedSet<MisnamedFile> misnamed, Optional<SourceFile> policy) {

    public static final String TEMPLATES = "templates/";
    public static final String VARS = "vars.json";

    /** What the vars of one target are called, which are laid over those of all. */
    private static final Pattern VARS_OF_TARGET = Pattern.compile("vars/(?<target>[^/]+)\\.json", Pattern.DOTALL);

    public static final String POLICY = "policy.json";

    public Snapshot {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        misnamed = Collections.unmodifiableSortedSet(new TreeSet<>(misnamed));
    }

    /** Creates a snapshot without a policy. */
    public Snapshot(SortedMap<String, SourceFile> files, SortedSet<MisnamedFile> misnamed) {
        this(files, misnamed, Optional.empty());
    }

    public static Snapshot of(Collection<SourceFile> files) {
        return of(files, List.of());
    }

    public static Snapshot of(Collection<SourceFile> files, Collection<MisnamedFile> misnamed) {
        return new Snapshot(
                files.stream()
                        .collect(Collectors.toMap(
                                SourceFile::path, file -> file, (first, second) -> second, TreeMap::new)),
                new TreeSet<>(misnamed));
    }

    /** Returns the same files under a policy; empty when there is none. */
    public Snapshot under(Optional<SourceFile> other) {
        return new Snapshot(files, misnamed, other);
    }

    /** Returns whether a path, relative to the container, is that of a definition, a template, the vars, or those of some target. */
    public static boolean isSource(String path) {
        return JobKey.isDefinition(path)
                || (path.startsWith(TEMPLATES) && path.length() > TEMPLATES.length())
                || path.equals(VARS)
                || targetOfVars(path).isPresent();
    }

    /** Returns the path of a target's own vars. */
    public static String varsOf(String target) {
        return "vars/" + target + ".json";
    }

    /** Returns the name of the target whose vars a path is for; empty for every other path. */
    public static Optional<String> targetOfVars(String path) {
        Matcher vars = VARS_OF_TARGET.matcher(path);
        return vars.matches() ? Optional.of(vars.group("target")) : Optional.empty();
    }

    /** Returns the etag of each file, and of the policy. */
    public SortedMap<String, String> etags() {
        SortedMap<String, String> etags = new TreeMap<>();
        files.forEach((path, file) -> etags.put(path, file.etag()));
        policy.ifPresent(file -> etags.put(file.path(), file.etag()));
        return etags;
    }

    /** Returns the definitions by key. */
    public SortedMap<JobKey, SourceFile> definitions() {
        return files.values().stream()
                .filter(file -> JobKey.isDefinition(file.path()))
                .collect(Collectors.toMap(
                        file -> JobKey.ofPath(file.path()), file -> file, (first, second) -> second, TreeMap::new));
    }

    /** Returns the templates by their path below {@code templates/}, as includes and {@code $template} name them. */
    public Map<String, SourceFile> templates() {
        return files.tailMap(TEMPLATES).values().stream()
                .filter(file -> file.path().startsWith(TEMPLATES))
                .collect(Collectors.toMap(file -> file.path().substring(TEMPLATES.length()), file -> file));
    }
}
