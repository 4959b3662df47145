package io.github.dbdsc.definition;

import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is not read, but has nearly the name of one that is: {@code jobs/a.JSON}, {@code job/a.json},
 * {@code vars.yml}. Its content is never looked at.
 *
 * @param path relative to the container
 * @param meant the path that it probably should have
 */
public record MisnamedFile(String path, String meant) implements Comparable<MisnamedFile> {

    /** More than these are counted. */
    private static final int REPORTED = 20;

    private static final Pattern DEFINITION =
            Pattern.compile("(?<stem>.*[^/])\\.(?:json|jsonc|json5|ya?ml)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TEMPLATE =
            Pattern.compile(".+\\.(?:jinja2?|j2)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern VARS = Pattern.compile("vars?\\.(?:json|jsonc|json5|ya?ml)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> JOBS = Set.of("jobs", "job");

    /** Returns what is nearly right about a path; empty when the file is read, or is none of ours. */
    public static Optional<MisnamedFile> of(String path) {
        if (Snapshot.isSource(path)) {
            return Optional.empty();
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? Optional.of(path)
                        .filter(name -> VARS.matcher(name).matches())
                        .map(name -> new MisnamedFile(name, Snapshot.VARS))
                : inFolder(path.substring(0, slash).toLowerCase(Locale.ROOT), path.substring(slash + 1))
                        .map(meant -> new MisnamedFile(path, meant));
    }

    private static Optional<String> inFolder(String folder, String rest) {
        Matcher definition = DEFINITION.matcher(rest);
        if (JOBS.contains(folder) && definition.matches()) {
            return Optional.of(new JobKey(definition.group("stem")).path());
        }
        boolean template = folder.equals("templates")
                ? !rest.isEmpty()
                : folder.equals("template") && TEMPLATE.matcher(rest).matches();
        return template ? Optional.of(Snapshot.TEMPLATES + rest) : Optional.empty();
    }

    /** Returns whether a name at the top of the container may be, or hold, such a file. */
    public static boolean isTop(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return JOBS.contains(lower)
                || Set.of("templates", "template").contains(lower)
                || VARS.matcher(name).matches();
    }

    /** Returns whether jobs may seem to be without a definition because the file is not read. */
    boolean holdsPruning() {
        return JobKey.isDefinition(meant) || meant.equals(Snapshot.VARS);
    }

    /** Returns a warning for each of the first files, and one that counts the others. */
    static List<Problem> warnings(Collection<MisnamedFile> files) {
        List<Problem> warnings = new ArrayList<>();
        files.stream().sorted().limit(REPORTED).forEach(file -> warnings.add(file.warning()));
        files.stream()
                .sorted()
                .skip(REPORTED)
                .findFirst()
                .ifPresent(next -> warnings.add(Problem.warning(
                        next.path,
                        0,
                        0,
                        "this file and " + (files.size() - REPORTED - 1) + " more are not read for the same reason")));
        return warnings;
    }

    private Problem warning() {
        boolean json = path.toLowerCase(Locale.ROOT).endsWith(".json") || meant.startsWith(Snapshot.TEMPLATES);
        return Problem.warning(
                path,
                0,
                0,
                "the file is not read; if it should be, " + (json ? "rename it to " : "write it as JSON in ") + meant
                        + ", else take it away"
                        + (holdsPruning() ? " (no job is deleted as long as it is there)" : ""));
    }

    @Override
    public int compareTo(MisnamedFile other) {
        return path.compareTo(other.path);
    }
}
