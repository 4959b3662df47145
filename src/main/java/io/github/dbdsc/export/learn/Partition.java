package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by the value that each of them has somewhere. Jobs that were made from two templates differ in many places at once, in
 * all of them alike.
 *
 * @param parts the number of each job's part
 */
record Partition(List<Integer> parts) {

    /** How many jobs a part should have at least, on average. */
    static final int FEWEST = 3;

    /** How many partitions are worth trying. */
    private static final int TRIED = 4;

    private static final int MOST_PARTS = 8;

    /** A text of this length is worth a template of its own. */
    private static final int LONG_TEXT = 60;

    /** Returns those by which jobs of a pattern may fall apart; the one that most of their differences follow comes first. */
    static List<Partition> candidates(Pattern pattern, int jobs) {
        Map<Partition, Weight> weights = new LinkedHashMap<>();
        collect(pattern, jobs, weights);
        return weights.entrySet().stream()
                .filter(entry ->
                        entry.getValue().places() > 1 || entry.getValue().length() > (long) LONG_TEXT * jobs)
                .sorted(Map.Entry.<Partition, Weight>comparingByValue(Comparator.comparingLong(Weight::length))
                        .reversed())
                .limit(TRIED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * What follows a partition.
     *
     * @param places in how many places jobs differ so: in one alone, they have another value there and no other template
     * @param length of all values there
     */
    private record Weight(int places, long length) {

        Weight plus(Weight other) {
            return new Weight(places + other.places, length + other.length);
        }
    }

    private static void collect(Pattern pattern, int jobs, Map<Partition, Weight> weights) {
        if (pattern instanceof Pattern.Value value) {
            Partition partition = by(value.values());
            int parts =
                    partition.parts().stream().mapToInt(part -> part + 1).max().orElse(0);
            if (parts > 1 && parts <= Math.min(MOST_PARTS, jobs / FEWEST)) {
                weights.merge(partition, new Weight(1, length(value.values())), Weight::plus);
            }
        } else if (pattern instanceof Pattern.Fields fields) {
            fields.fields().forEach(field -> collect(field.pattern(), jobs, weights));
        } else if (pattern instanceof Pattern.Elements elements) {
            elements.elements().forEach(element -> collect(element.pattern(), jobs, weights));
        }
    }

    private static Partition by(@Nullable JsonNode[] values) {
        Map<@Nullable JsonNode, Integer> numbers = new HashMap<>();
        List<Integer> parts = new ArrayList<>();
        for (JsonNode value : values) {
            Integer number = numbers.get(value);
            if (number == null) {
                number = numbers.size();
                numbers.put(value, number);
            }
            parts.add(number);
        }
        return new Partition(parts);
    }

    private static long length(@Nullable JsonNode[] values) {
        return Arrays.stream(values)
                .filter(Objects::nonNull)
                .mapToLong(value -> value.toString().length())
                .sum();
    }

    /** Returns the jobs of each part. */
    List<List<Integer>> of(List<Integer> jobs) {
        Map<Integer, List<Integer>> byPart = new LinkedHashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            byPart.computeIfAbsent(parts.get(i), part -> new ArrayList<>()).add(jobs.get(i));
        }
        return List.copyOf(byPart.values());
    }
}
