package io.github.dbdsc.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of the container below which a target's files are, setting {@code PREFIX}. Events are told apart by it before
 * anything else is read, so it is given as it is and never in the key vault.
 */
public final class SourcePrefix {

    /** Names the folder. */
    public static final String SETTING = "PREFIX";

    private static final String LIKE = "a folder of the container, like releases/prod/";
    private static final Pattern FOLDERS = Pattern.compile("(?:[^/\\\\\\p{Cntrl}]+/)*");
    private static final List<String> SOURCES = List.of("jobs/", "templates/", "vars/");

    private SourcePrefix() {}

    /**
     * Returns the folder with a slash at its end; {@code ""} for the whole container.
     *
     * @throws IllegalArgumentException when it is no folder of a container, saying what it should be
     */
    static String of(String value) {
        String folder = value.replaceAll("^/+|/+$", "");
        String prefix = folder.isEmpty() ? "" : folder + "/";
        boolean leads = Stream.of(prefix.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
        if (leads || !FOLDERS.matcher(prefix).matches() || SecretReference.isMeant(value)) {
            throw new IllegalArgumentException(SETTING + " is not a folder; it should be " + LIKE);
        }
        return prefix;
    }

    /**
     * Returns the folder of a target, or the whole container where the setting is wrong, which {@link SettingSource#faults}
     * reports.
     */
    public static String in(Map<String, String> values, TargetScope scope) {
        try {
            return of(scope.value(values, SETTING).orElse(""));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Returns what is wrong with folders of targets that lie where another has its definitions, templates or vars. */
    public static List<String> overlapping(Map<String, String> values, Targets targets) {
        List<String> faults = new ArrayList<>();
        for (String one : targets.names()) {
            for (String other : targets.names()) {
                String outer = in(values, targets.scope(one));
                String inner = in(values, targets.scope(other));
                SOURCES.stream()
                        .filter(folder -> inner.startsWith(outer + folder))
                        .forEach(folder -> faults.add(targets.scope(other).own(SETTING) + " is below " + outer + folder
                                + ", where the target " + (one.isEmpty() ? "itself" : one)
                                + " has files of its own; choose a folder beside it"));
            }
        }
        return faults.stream().distinct().toList();
    }
}
