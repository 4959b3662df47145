package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which jobs share a template. Jobs of one shape begin as one group. A group falls apart where two templates, one for
 * each value of something, take fewer bytes; groups that are alike are joined where one template takes fewer.
 */
public final class Grouping {

    /** How many groups are tried as partners of one. */
    private static final int PARTNERS = 3;

    private static final double ALIKE = 0.4;

    /** Another template must save at least so much. */
    private static final double WORTH_IT = 0.9;

    /** Parts of a group are weighed by this many of their jobs. */
    private static final int LARGE_SAMPLE = 100;

    /** A group is weighed by this many of its jobs. */
    private static final int SAMPLE = 8;

    private final List<ObjectNode> settings;
    private final TradeOff tradeOff;
    private final Learner learner = new Learner();

    private Grouping(List<ObjectNode> settings, TradeOff tradeOff) {
        this.settings = settings;
        this.tradeOff = tradeOff;
    }

    /** Some jobs, by their positions. Two are the same only if they are one object. */
    private static final class Group {

        private final List<Integer> jobs;
        private final Sketch sketch;
        private final double cost;

        Group(List<Integer> jobs, Sketch sketch, double cost) {
            this.jobs = jobs;
            this.sketch = sketch;
            this.cost = cost;
        }

        List<Integer> jobs() {
            return jobs;
        }

        Sketch sketch() {
            return sketch;
        }

        double cost() {
            return cost;
        }

        List<Integer> sample() {
            return Grouping.sample(jobs, SAMPLE);
        }
    }

    /** Returns some jobs from all parts of a list, or all if there are no more. */
    private static List<Integer> sample(List<Integer> jobs, int size) {
        if (jobs.size() <= size) {
            return jobs;
        }
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            some.add(jobs.get((int) ((long) i * jobs.size() / size)));
        }
        return some;
    }

    /** Returns the groups, each as the positions of its jobs in the list. */
    public static List<List<Integer>> of(List<ObjectNode> settings, TradeOff tradeOff) {
        Grouping grouping = new Grouping(settings, tradeOff);
        Map<String, List<Integer>> byShape = new LinkedHashMap<>();
        for (int i = 0; i < settings.size(); i++) {
            byShape.computeIfAbsent(
                            JobShape.of(settings.get(i), tradeOff == TradeOff.ONE_PER_SHAPE),
                            shape -> new ArrayList<>())
                    .add(i);
        }
        List<List<Integer>> groups = new ArrayList<>();
        byShape.values()
                .forEach(jobs ->
                        groups.addAll(tradeOff == TradeOff.FEWEST_BYTES ? grouping.apart(jobs) : List.of(jobs)));
        return tradeOff == TradeOff.ONE_PER_SHAPE
                ? groups
                : grouping.joined(groups.stream().map(grouping::group).toList());
    }

    private JsonNode[] of(List<Integer> jobs) {
        return jobs.stream().map(settings::get).toArray(JsonNode[]::new);
    }

    private List<List<Integer>> apart(List<Integer> jobs) {
        if (jobs.size() < 2 * Partition.FEWEST) {
            return List.of(jobs);
        }
        Learner.Learned together = learner.learn(of(jobs));
        double least = WORTH_IT * together.cost();
        List<List<Integer>> best = List.of(jobs);
        for (Partition partition : Partition.candidates(together.pattern(), jobs.size())) {
            List<List<Integer>> parts = partition.of(jobs);
            double cost = parts.stream()
                    .mapToDouble(part -> weighed(sample(part, LARGE_SAMPLE), part.size()))
                    .sum();
            if (cost < least) {
                least = cost;
                best = parts;
            }
        }
        return best.size() == 1
                ? best
                : best.stream().flatMap(part -> apart(part).stream()).toList();
    }

    private Group group(List<Integer> jobs) {
        Group group = new Group(jobs, Sketch.of(settings.get(jobs.get(0))), 0);
        return new Group(jobs, group.sketch(), weighed(group.sample(), jobs.size()));
    }

    /** Returns what so many jobs take, of which these are some. */
    private double weighed(List<Integer> some, int all) {
        Learner.Learned learned = learner.learn(of(some));
        return learned.template() + (double) learned.definitions() * all / some.size();
    }

    /** Joins each group with the best of its partners, the smallest groups first, until none is left to join. */
    private List<List<Integer>> joined(List<Group> separate) {
        Set<Group> groups = new LinkedHashSet<>(separate);
        PriorityQueue<Group> waiting = new PriorityQueue<>(
                Comparator.<Group>comparingInt(group -> group.jobs().size())
                        .thenComparing(group -> group.jobs().get(0)));
        waiting.addAll(separate);
        while (!waiting.isEmpty()) {
            Group group = waiting.remove();
            Join join = groups.contains(group) ? bestJoin(groups, group) : null;
            if (join != null) {
                groups.remove(group);
                groups.remove(join.partner());
                groups.add(join.group());
                waiting.add(join.group());
            }
        }
        return groups.stream()
                .map(group -> group.jobs().stream().sorted().toList())
                .sorted(Comparator.comparingInt(jobs -> jobs.get(0)))
                .toList();
    }

    private record Join(Group partner, Group group, double saved) {}

    private @Nullable Join bestJoin(Collection<Group> groups, Group group) {
        Join best = null;
        for (Group other : partners(groups, group)) {
            Group both = both(group, other);
            double apart = group.cost() + other.cost();
            if (tradeOff.joins(apart, both.cost()) && (best == null || apart - both.cost() > best.saved())) {
                best = new Join(other, both, apart - both.cost());
            }
        }
        return best;
    }

    private Group both(Group one, Group other) {
        List<Integer> jobs = new ArrayList<>(one.jobs());
        jobs.addAll(other.jobs());
        List<Integer> some = new ArrayList<>(one.sample());
        some.addAll(other.sample());
        Group larger = one.jobs().size() > other.jobs().size() ? one : other;
        return new Group(jobs, larger.sketch(), weighed(some, jobs.size()));
    }

    /** Returns the groups that are most like one of them. */
    private static List<Group> partners(Collection<Group> groups, Group group) {
        double[] likeness = new double[PARTNERS];
        Group[] partners = new Group[PARTNERS];
        int count = 0;
        for (Group other : groups) {
            double least = count == PARTNERS ? likeness[count - 1] : ALIKE;
            double like = other == group ? 0 : group.sketch().likeness(other.sketch(), least);
            if (like <= least) {
                continue;
            }
            int at = count < PARTNERS ? count++ : count - 1;
            while (at > 0 && likeness[at - 1] < like) {
                likeness[at] = likeness[at - 1];
                partners[at] = partners[at - 1];
                at--;
            }
            likeness[at] = like;
            partners[at] = other;
        }
        return List.of(Arrays.copyOf(partners, count));
    }
}
