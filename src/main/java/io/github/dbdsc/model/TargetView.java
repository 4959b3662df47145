package io.github.dbdsc.model;

import java.net.URI;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a target sees the container with the definitions: which files are its own, and what becomes of them.
 *
 * @param name the target's name; {@code ""} where targets have none
 * @param names the names of all targets; empty where they have none
 * @param workspace the workspace's address, which templates see
 * @param prefix begins the paths of its files: {@code ""}, or a folder with a slash at its end
 * @param development how its jobs differ from those of production; empty in production
 */
public record TargetView(
        String name, SortedSet<String> names, URI workspace, String prefix, Optional<Development> development) {

    /** What a target without a name sees that needs no workspace: everything, as it is. */
    public static final TargetView WHOLE =
            new TargetView("", Collections.emptySortedSet(), URI.create("https://invalid"), "", Optional.empty());

    public TargetView {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /**
     * The mode for trying things out: jobs have names of their own and don't start by themselves.
     *
     * @param namePrefix is put before each name
     */
    public record Development(String namePrefix) {}

    /** Reports whether the target has a name. */
    public boolean isNamed() {
        return !name.isEmpty();
    }
}
