package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.dbdsc.model.Reference;
import io.github.dbdsc.model.ReferringText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pattern of several values that takes the fewest bytes: those of the template, once, and those of the values that
 * differ, in each definition. A value that differs can always be written whole, so that is the yardstick: an object is taken
 * apart, and a list becomes a loop, where that is shorter.
 */
final class Learner {

    /** {@code {{ job.some_name | tojson }}}. */
    private static final int PRINTED = 30;

    /** {@code {% for task in job.tasks %}}, its end, and the comma between two elements. */
    private static final int LOOP = 85;

    /** {@code {% if job.some_name is defined %}} and its end. */
    private static final int CONDITION = 55;

    /** The name of a value in a definition, with what is around it. */
    private static final int NAMED = 24;

    /** More than anything takes: what can't be written so. */
    private static final long IMPOSSIBLE = Long.MAX_VALUE / 1024;

    private static final int ALIKE = 2;

    private static final int FEW = 16;

    private static final double LITTLE_MORE = 1.3;

    private static final int THRICE = 3;

    /** More entries of a map that may lack are better written as a map. */
    private static final int MOST_CONDITIONS = 4;

    private static final java.util.regex.Pattern OPTION = java.util.regex.Pattern.compile("--?[A-Za-z][A-Za-z0-9_-]*");

    private final Bytes bytes = new Bytes();

    /**
     * A pattern and what it costs.
     *
     * @param template the bytes of the template
     * @param definitions the bytes of the values of all instances
     */
    record Learned(Pattern pattern, long template, long definitions) {

        long cost() {
            return template + definitions;
        }

        boolean isPossible() {
            return cost() < IMPOSSIBLE;
        }
    }

    /** Returns the pattern of the instances; those that are null lack the value. At least one has it. */
    Learned learn(@Nullable JsonNode[] instances) {
        List<JsonNode> there = new ArrayList<>(instances.length);
        boolean areSame = true;
        boolean areObjects = true;
        boolean areLists = true;
        for (JsonNode node : instances) {
            if (node != null) {
                there.add(node);
                areSame = areSame && node.equals(there.get(0));
                areObjects &= node.isObject();
                areLists &= node.isArray();
            }
        }
        if (areSame) {
            return new Learned(new Pattern.Fixed(there.get(0)), bytes.of(there.get(0)), 0);
        }
        Learned whole = whole(instances, there);
        if (areObjects) {
            Learned best = cheaper(whole, fields(instances, there));
            return isSpeckled(best.pattern(), there) && whole.cost() < THRICE * best.cost() ? whole : best;
        }
        if (areLists) {
            Learned best = cheaper(whole, byPosition(instances, there));
            Optional<Learned> loop = loop(instances, there);
            Learned named = cheaper(best, byName(instances, there));
            return loop.filter(looping -> looping.cost() < best.cost())
                    .filter(looping -> isPreferred(looping, named))
                    .orElse(named);
        }
        return whole;
    }

    /** Reports whether the entries of a map are mostly those of single instances: a condition for each says nothing. */
    private static boolean isSpeckled(Pattern pattern, List<JsonNode> objects) {
        if (!(pattern instanceof Pattern.Fields fields)
                || fields.fields().stream().filter(Pattern.Part::isOptional).count() <= MOST_CONDITIONS) {
            return false;
        }
        for (JsonNode object : objects) {
            for (JsonNode value : object) {
                if (!value.isValueNode() || value.isPojo()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Reports whether a loop is better than what is cheapest without one: where its elements all have one shape, or where it
     * takes little more. Whoever adds an element to a list then has only a definition to change.
     */
    private static boolean isPreferred(Learned loop, Learned other) {
        if (loop.cost() < other.cost()) {
            return true;
        }
        Pattern element = ((Pattern.Each) loop.pattern()).element();
        boolean hasConditions = other.pattern() instanceof Pattern.Elements elements
                && elements.elements().stream().anyMatch(Pattern.Part::isOptional);
        return hasConditions && (!isAnythingOptional(element) || loop.cost() < LITTLE_MORE * other.cost());
    }

    private static boolean isAnythingOptional(Pattern pattern) {
        List<Pattern.Part> parts = pattern instanceof Pattern.Fields fields
                ? fields.fields()
                : pattern instanceof Pattern.Elements elements ? elements.elements() : List.of();
        return parts.stream().anyMatch(part -> part.isOptional() || isAnythingOptional(part.pattern()));
    }

    private static Learned cheaper(Learned one, Optional<Learned> other) {
        return other.filter(second -> second.cost() < one.cost()).orElse(one);
    }

    private Learned whole(@Nullable JsonNode[] instances, List<JsonNode> there) {
        Pattern pattern = new Pattern.Value(instances);
        long definitions = 0;
        boolean refers = false;
        for (JsonNode node : there) {
            definitions += NAMED + bytes.of(node);
            refers |= bytes.refers(node);
        }
        return refers && !areReferencesOfOneKind(there)
                ? new Learned(pattern, IMPOSSIBLE, IMPOSSIBLE)
                : new Learned(pattern, PRINTED, definitions);
    }

    private static boolean areReferencesOfOneKind(List<JsonNode> nodes) {
        return nodes.stream().allMatch(JsonNode::isPojo)
                && nodes.stream().map(Learner::kindOf).distinct().count() == 1;
    }

    /** Returns what a reference refers to, apart from its name. */
    static String kindOf(JsonNode node) {
        Reference reference = ReferringText.in(node).orElseThrow().references().get(0);
        return reference instanceof Reference.ToName named ? named.kind().word() : "job_ref";
    }

    private Optional<Learned> fields(@Nullable JsonNode[] instances, List<JsonNode> there) {
        List<String> names = areNamedAlike(there) ? names(there.get(0)) : allNames(there);
        return names.isEmpty()
                ? Optional.empty()
                : parts(instances, names, JsonNode::get)
                        .map(parts ->
                                new Learned(new Pattern.Fields(parts.parts()), parts.template(), parts.definitions()));
    }

    /** Reports whether all objects have the same fields, as nearly all have. */
    private static boolean areNamedAlike(List<JsonNode> objects) {
        JsonNode first = objects.get(0);
        for (JsonNode object : objects) {
            if (object.size() != first.size()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> field : first.properties()) {
                if (!object.has(field.getKey())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the names of all fields; none where hardly any is in two of the objects. */
    private static List<String> allNames(List<JsonNode> objects) {
        List<List<String>> names = objects.stream().map(Learner::names).toList();
        return areTooMany(names) ? List.of() : order(names);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>(object.size());
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            names.add(field.getKey());
        }
        return names;
    }

    private Optional<Learned> byPosition(@Nullable JsonNode[] instances, List<JsonNode> there) {
        int size = there.get(0).size();
        if (there.stream().anyMatch(list -> list.size() != size)) {
            return Optional.empty();
        }
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            numbers.add(Integer.toString(i));
        }
        return parts(instances, numbers, (list, number) -> list.get(Integer.parseInt(number)))
                .map(parts -> new Learned(
                        new Pattern.Elements(afterOptions(
                                parts.parts().stream().map(Learner::named).toList())),
                        parts.template(),
                        parts.definitions()));
    }

    /** Returns an element by the name that it has in all instances, if it has one. */
    private static Pattern.Part named(Pattern.Part element) {
        JsonNode sample = element.pattern() instanceof Pattern.Fixed fixed ? fixed.value() : null;
        List<Pattern.Part> fields = element.pattern() instanceof Pattern.Fields object ? object.fields() : List.of();
        return ElementName.FIELDS.stream()
                .flatMap(name -> sample != null
                        ? Stream.of(sample.path(name))
                        : fields.stream()
                                .filter(field -> field.name().equals(name))
                                .flatMap(field -> field.pattern() instanceof Pattern.Fixed same
                                        ? Stream.of(same.value())
                                        : Stream.of()))
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(name -> new Pattern.Part(name.textValue(), element.pattern(), element.present()))
                .orElse(element);
    }

    /** Calls what follows an option, as {@code --table} in a list of arguments, by the option. */
    private static List<Pattern.Part> afterOptions(List<Pattern.Part> elements) {
        List<Pattern.Part> called = new ArrayList<>();
        String option = "";
        for (Pattern.Part element : elements) {
            called.add(
                    !option.isEmpty() && element.pattern() instanceof Pattern.Value
                            ? new Pattern.Part(option, element.pattern(), element.present())
                            : element);
            String text = element.pattern() instanceof Pattern.Fixed fixed
                    ? fixed.value().asText()
                    : "";
            option = OPTION.matcher(text).matches() ? text.replaceFirst("^-+", "") : "";
        }
        return called;
    }

    /** Takes elements of several lists for the same one where they have the same name. */
    private Optional<Learned> byName(@Nullable JsonNode[] instances, List<JsonNode> there) {
        return ElementName.of(there).flatMap(name -> {
            List<List<String>> lists = there.stream().map(name::in).toList();
            List<String> order = areTooMany(lists) ? List.of() : order(lists);
            if (order.isEmpty() || !lists.stream().allMatch(list -> isInOrder(list, order))) {
                return Optional.empty();
            }
            return parts(instances, order, name::find)
                    .map(parts ->
                            new Learned(new Pattern.Elements(parts.parts()), parts.template(), parts.definitions()));
        });
    }

    /** Reports whether hardly any name is in two of the lists: then they have nothing in common. */
    private static boolean areTooMany(List<List<String>> lists) {
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        Set<String> all = new HashSet<>();
        lists.forEach(all::addAll);
        return all.size() > FEW + ALIKE * longest;
    }

    /** Returns all names once, each behind those that are before it in the first list that has it. */
    private static List<String> order(List<List<String>> lists) {
        List<String> order = new ArrayList<>();
        Map<String, Boolean> placed = new LinkedHashMap<>();
        for (List<String> list : lists) {
            int at = 0;
            for (String name : list) {
                if (placed.putIfAbsent(name, true) == null) {
                    order.add(at, name);
                    at++;
                } else {
                    at = order.indexOf(name) + 1;
                }
            }
        }
        return order;
    }

    private static boolean isInOrder(List<String> list, List<String> order) {
        Iterator<String> names = order.iterator();
        return list.stream().allMatch(name -> {
            while (names.hasNext()) {
                if (names.next().equals(name)) {
                    return true;
                }
            }
            return false;
        });
    }

    private record Parts(List<Pattern.Part> parts, long template, long definitions) {}

    private interface Child {
        @Nullable
        JsonNode of(JsonNode container, String name);
    }

    /** Returns the parts of objects or lists; empty where not one is in all of them: then nothing can follow a comma. */
    private Optional<Parts> parts(@Nullable JsonNode[] instances, List<String> names, Child child) {
        List<Pattern.Part> parts = new ArrayList<>();
        long template = 0;
        long definitions = 0;
        boolean anyInAll = false;
        for (String name : names) {
            @Nullable JsonNode[] inside = new JsonNode[instances.length];
            boolean[] present = new boolean[instances.length];
            int count = 0;
            boolean inAll = true;
            for (int i = 0; i < instances.length; i++) {
                JsonNode container = instances[i];
                inside[i] = container == null ? null : child.of(container, name);
                present[i] = inside[i] != null;
                count += present[i] ? 1 : 0;
                inAll &= present[i] == (container != null);
            }
            Learned learned = inAll ? learn(inside) : switchable(inside);
            boolean needsFlag = !inAll && !(learned.pattern() instanceof Pattern.Value);
            parts.add(new Pattern.Part(name, learned.pattern(), inAll ? null : present));
            template += learned.template() + bytes.ofField(name) + (inAll ? 0 : CONDITION);
            definitions += learned.definitions() + (needsFlag ? (long) NAMED * count : 0);
            anyInAll |= inAll;
            if (template >= IMPOSSIBLE) {
                return Optional.empty();
            }
        }
        return anyInAll ? Optional.of(new Parts(parts, template, definitions)) : Optional.empty();
    }

    /**
     * Returns the pattern of what some instances have. A number or text that is the same in all of those is a value all the
     * same: that 600 stands behind {@code "timeout_seconds": true} is nothing that a definition's reader would expect.
     */
    private Learned switchable(@Nullable JsonNode[] instances) {
        Learned learned = learn(instances);
        return learned.pattern() instanceof Pattern.Fixed fixed
                        && fixed.value().isValueNode()
                        && !fixed.value().isPojo()
                ? whole(
                        instances,
                        Arrays.stream(instances).filter(Objects::nonNull).toList())
                : learned;
    }

    private Optional<Learned> loop(@Nullable JsonNode[] instances, List<JsonNode> there) {
        List<JsonNode> elements = new ArrayList<>();
        int[] counts = new int[instances.length];
        for (int i = 0; i < instances.length; i++) {
            JsonNode list = instances[i];
            counts[i] = list == null ? Pattern.Each.NO_LIST : list.size();
            if (list != null) {
                list.forEach(elements::add);
            }
        }
        if (elements.stream().distinct().limit(ALIKE).count() < ALIKE
                || !elements.stream().allMatch(JsonNode::isObject)) {
            return Optional.empty();
        }
        Learned element = learn(elements.toArray(JsonNode[]::new));
        if (!element.isPossible() || !(element.pattern() instanceof Pattern.Fields)) {
            return Optional.empty();
        }
        return Optional.of(new Learned(
                new Pattern.Each(element.pattern(), counts),
                LOOP + element.template(),
                element.definitions() + (long) NAMED * there.size() + 4L * elements.size()));
    }
}
