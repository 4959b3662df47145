package io.github.dbdsc.template;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds a small template that still shows what a large one shows: leaves out all that can be left out. */
final class SmallestTemplate {

    /** Whether templates still show it. */
    @FunctionalInterface
    interface Shows {

        boolean holds(Map<String, String> templates) throws IOException;
    }

    private SmallestTemplate() {}

    static Map<String, String> of(Map<String, String> templates, Shows shows) throws IOException {
        Map<String, String> smallest = new HashMap<>(templates);
        for (String name : templates.keySet()) {
            List<String> parts = BrokenTokens.parts(templates.get(name));
            for (int size = Math.max(1, parts.size() / 2); size >= 1; size /= 2) {
                parts = without(parts, size, name, smallest, shows);
            }
            smallest.put(name, String.join("", parts));
        }
        return smallest;
    }

    /** Leaves out every run of so many parts that can be left out. */
    private static List<String> without(
            List<String> parts, int size, String name, Map<String, String> templates, Shows shows) throws IOException {
        List<String> kept = parts;
        int at = 0;
        while (at < kept.size()) {
            List<String> fewer = new ArrayList<>(kept.subList(0, at));
            fewer.addAll(kept.subList(Math.min(kept.size(), at + size), kept.size()));
            Map<String, String> smaller = new HashMap<>(templates);
            smaller.put(name, String.join("", fewer));
            if (shows.holds(smaller)) {
                kept = fewer;
            } else {
                at += size;
            }
        }
        return kept;
    }
}
