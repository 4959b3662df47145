package io.github.dbdsc.model;

import java.util.Optional;

/**
 * Who keeps jobs.
 *
 * @param owner the name of the installation, setting {@code OWNER}
 * @param source where its definitions come from, setting {@code SOURCE}; empty where it has none
 */
public record Installation(String owner, Optional<String> source) {

    /** Reads {@code owner} or {@code owner/source}; the source may hold more slashes. */
    public static Installation of(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Installation(text, Optional.empty())
                : new Installation(
                        text.substring(0, slash),
                        Optional.of(text.substring(slash + 1)).filter(source -> !source.isEmpty()));
    }

    @Override
    public String toString() {
        return source.map(from -> owner + "/" + from).orElse(owner);
    }
}
