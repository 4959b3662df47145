package io.github.dbdsc.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the service shows otherwise than before, on its own. A field that turns up with one value on many jobs at once, or
 * is gone from them, is not the work of somebody's hands, so that becomes part of what is known of these jobs, and
 * nothing is written.
 *
 * @param changes the plan's, without what such fields made of them
 * @param notes which fields these are, as messages for the user
 */
record ServiceEvolution(List<Change> changes, List<String> notes) {

    /** Fewer may be by chance. */
    private static final int AT_LEAST = 3;

    /** A field, apart from the names of list elements, and the value that it is shown with; empty where it is not. */
    private record Sighting(String field, String value) implements Comparable<Sighting> {

        static Sighting of(Difference difference) {
            return new Sighting(
                    difference.path().replaceAll("\\[(?!\")[^\\]]*\\]", "[]"),
                    difference.before().toString());
        }

        @Override
        public int compareTo(Sighting other) {
            int byField = field.compareTo(other.field);
            return byField == 0 ? value.compareTo(other.value) : byField;
        }
    }

    /**
     * Takes in what has changed alike on at least three jobs and on more than half of all.
     *
     * @param changes to all jobs
     */
    static ServiceEvolution among(List<Change> changes) {
        long known = changes.stream()
                .filter(change -> change.comparison().echo() != null)
                .count();
        Map<Sighting, Integer> sightings = new TreeMap<>();
        for (Change change : changes) {
            if (!change.comparison().evolved().isEmpty()) {
                Set<Sighting> once = new HashSet<>();
                change.differences().stream()
                        .filter(difference -> change.comparison().evolved().contains(difference.path()))
                        .forEach(difference -> once.add(Sighting.of(difference)));
                once.forEach(sighting -> sightings.merge(sighting, 1, Integer::sum));
            }
        }
        sightings.values().removeIf(jobs -> jobs < AT_LEAST || 2L * jobs <= known);
        if (sightings.isEmpty()) {
            return new ServiceEvolution(changes, List.of());
        }
        List<String> notes = new ArrayList<>();
        sightings.forEach((sighting, jobs) -> notes.add("the service "
                + (sighting.value().isEmpty() ? "has ceased to show " : "has begun to show ") + sighting.field()
                + (sighting.value().isEmpty() ? " on " : " with one value on ") + jobs
                + " jobs at once; that is taken for the service's doing, and nothing is written for it"));
        return new ServiceEvolution(
                changes.stream()
                        .map(change -> without(change, sightings.keySet()))
                        .toList(),
                notes);
    }

    private static Change without(Change change, Set<Sighting> sightings) {
        Set<String> paths = new TreeSet<>();
        for (Difference difference : change.differences()) {
            if (change.comparison().evolved().contains(difference.path())
                    && sightings.contains(Sighting.of(difference))) {
                paths.add(difference.path());
            }
        }
        return paths.isEmpty() ? change : change.without(paths);
    }
}
