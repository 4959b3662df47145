package io.github.dbdsc.settings;

import io.github.dbdsc.model.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The targets that setting {@code TARGETS} names, each a workspace with its own settings. Without it an app has one target
 * without a name.
 */
public final class Targets {

    /** Names the targets, with commas between. */
    public static final String SETTING = "TARGETS";

    /** How a target may be called: it becomes part of settings, blobs and addresses. */
    public static final String NAME_LIKE =
            "lower-case letters and digits, with single dashes or underscores between, 30 at most, like dev";

    private static final Pattern NAME = Pattern.compile("(?=.{1,30}$)[a-z0-9]+(?:[-_][a-z0-9]+)*");

    private final List<String> names;
    private final SortedSet<String> all;
    private final List<String> faults;

    private Targets(List<String> names, List<String> faults) {
        this.names = List.copyOf(names);
        this.all = new TreeSet<>(names);
        this.faults = List.copyOf(faults);
    }

    /** Reads the setting, and looks for settings that are meant for a target that there is not. */
    public static Targets of(Map<String, String> values) {
        List<String> faults = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        List<String> written = Settings.value(values, SETTING).stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip)
                .toList();
        for (String name : written) {
            if (!NAME.matcher(name).matches()) {
                faults.add(SETTING + " has a name that no target can have; it should be names of " + NAME_LIKE
                        + ", with commas between");
            } else if (names.stream().anyMatch(known -> TargetScope.areAlike(known, name))) {
                faults.add(SETTING + " names '" + name + "' twice, or two that differ in a dash and an underscore only;"
                        + " keep one");
            } else {
                names.add(name);
            }
        }
        Targets targets = new Targets(List.copyOf(names), faults);
        faults.addAll(TargetScope.misdirected(values.keySet(), targets.all));
        return new Targets(targets.names, faults.stream().distinct().toList());
    }

    /** Reports whether targets have names. */
    public boolean areNamed() {
        return !names.isEmpty();
    }

    /** Returns the targets' names as they are listed; {@code ""} alone where they have none. */
    public List<String> names() {
        return areNamed() ? names : List.of("");
    }

    /** Returns what is wrong with the list and with settings for single targets. */
    public List<String> faults() {
        return faults;
    }

    /**
     * Returns which settings count for a target.
     *
     * @throws IllegalArgumentException when there is none of this name, listing those that there are
     */
    public TargetScope scope(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException(unknown(name));
        }
        return name.isEmpty() ? TargetScope.NONE : new TargetScope(name, all);
    }

    /** Returns a sentence about a name that is no target's. */
    public String unknown(String name) {
        return areNamed()
                ? "there is no target '" + name + "'; there " + (names.size() == 1 ? "is " : "are ") + listed()
                        + DidYouMean.endingAmongFew(name, names)
                : "there is no target '" + name + "'; the setting " + SETTING + " names none";
    }

    /** Returns all names as part of a sentence. */
    public String listed() {
        return String.join(", ", names);
    }
}
