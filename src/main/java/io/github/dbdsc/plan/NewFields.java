package io.github.dbdsc.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fields that the service has begun to show on its own. What turns up with one value on many jobs at once is not the work
 * of somebody's hands, so it becomes part of what is known of these jobs, and nothing is written.
 *
 * @param changes the plan's, without what such fields made of them
 * @param notes which fields these are, as messages for the user
 */
record NewFields(List<Change> changes, List<String> notes) {

    /** Fewer may be by chance. */
    private static final int AT_LEAST = 3;

    /** A field, apart from the names of list elements, and the value that it turned up with. */
    private record Sighting(String field, String value) implements Comparable<Sighting> {

        static Sighting of(Difference difference) {
            return new Sighting(
                    difference.path().replaceAll("\\[[^\\]]*\\]", "[]"),
                    difference.before().toString());
        }

        @Override
        public int compareTo(Sighting other) {
            int byField = field.compareTo(other.field);
            return byField == 0 ? value.compareTo(other.value) : byField;
        }
    }

    /**
     * Takes in the fields that turned up on at least three jobs and on more than half of all.
     *
     * @param changes to all jobs
     */
    static NewFields among(List<Change> changes) {
        long known = changes.stream()
                .filter(change -> change.comparison().echo() != null)
                .count();
        Map<Sighting, Integer> sightings = new TreeMap<>();
        for (Change change : changes) {
            if (!change.comparison().appeared().isEmpty()) {
                Set<Sighting> once = new HashSet<>();
                change.differences().stream()
                        .filter(difference -> change.comparison().appeared().contains(difference.path()))
                        .forEach(difference -> once.add(Sighting.of(difference)));
                once.forEach(sighting -> sightings.merge(sighting, 1, Integer::sum));
            }
        }
        sightings.values().removeIf(jobs -> jobs < AT_LEAST || 2L * jobs <= known);
        if (sightings.isEmpty()) {
            return new NewFields(changes, List.of());
        }
        List<String> notes = new ArrayList<>();
        sightings.forEach((sighting, jobs) -> notes.add("the service has begun to show " + sighting.field()
                + " with one value on " + jobs
                + " jobs at once; it is taken for the service's own, and nothing is written"
                + " for it"));
        return new NewFields(
                changes.stream()
                        .map(change -> without(change, sightings.keySet()))
                        .toList(),
                notes);
    }

    private static Change without(Change change, Set<Sighting> sightings) {
        Set<String> paths = new TreeSet<>();
        for (Difference difference : change.differences()) {
            if (change.comparison().appeared().contains(difference.path())
                    && sightings.contains(Sighting.of(difference))) {
                paths.add(difference.path());
            }
        }
        return paths.isEmpty() ? change : change.without(paths);
    }
}
