package io.github.dbdsc.definition;

import io.github.dbdsc.model.JobKey;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The source files of the container at one point in time.
 *
 * @param files by path, in order
 */
public record Snapshot(SortedMap<String, SourceFile> files) {

    public static final String TEMPLATES = "templates/";
    public static final String VARS = "vars.json";

    public Snapshot {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static Snapshot of(Collection<SourceFile> files) {
        return new Snapshot(files.stream()
                .collect(Collectors.toMap(SourceFile::path, file -> file, (first, second) -> second, TreeMap::new)));
    }

    /** Returns whether a path, relative to the container, is that of a definition, a template or the vars. */
    public static boolean isSource(String path) {
        return JobKey.isDefinition(path)
                || (path.startsWith(TEMPLATES) && path.length() > TEMPLATES.length())
                || path.equals(VARS);
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
