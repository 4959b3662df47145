package io.github.dbdsc.template.compiler;

import io.github.dbdsc.template.reads.Circumstances;
import io.github.dbdsc.template.reads.ValueRead;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a condition that holds says of the values that it looks at.
 *
 * @param there the values that are there then
 * @param mentions what it asked of each
 * @param others whether it says more than that these are there
 */
record Guard(Set<ValueRead> there, Map<ValueRead, Asked> mentions, boolean others) {

    /** What a condition asks of a value. */
    enum Asked {
        /** Whether it is there. */
        THERE,
        /** Whether it is there and not empty. */
        NOT_EMPTY,
        /** What it is. */
        CONTENT
    }

    /** No condition. */
    static final Guard NONE = new Guard(Set.of(), Map.of(), false);

    /** A condition that says nothing of any value. */
    static final Guard OTHER = new Guard(Set.of(), Map.of(), true);

    static Guard there(ValueRead value, Asked asked) {
        return new Guard(Set.of(value), Map.of(value, asked), false);
    }

    static Guard asked(Iterable<ValueRead> values, Asked asked) {
        Map<ValueRead, Asked> mentions = new HashMap<>();
        values.forEach(value -> mentions.put(value, asked));
        return new Guard(Set.of(), mentions, true);
    }

    /** Returns what is known where both hold. */
    Guard and(Guard other) {
        Set<ValueRead> both = new HashSet<>(there);
        both.addAll(other.there);
        return new Guard(both, allMentions(other), others || other.others);
    }

    /** Returns what is known where one of them holds. */
    Guard or(Guard other) {
        Set<ValueRead> both = new HashSet<>(there);
        both.retainAll(other.there);
        return new Guard(both, allMentions(other), others || other.others || !there.equals(other.there));
    }

    private Map<ValueRead, Asked> allMentions(Guard other) {
        Map<ValueRead, Asked> all = new HashMap<>(mentions);
        other.mentions.forEach(
                (value, asked) -> all.merge(value, asked, (one, two) -> one.compareTo(two) > 0 ? one : two));
        return all;
    }

    /** Returns when a value is used behind this condition. */
    Circumstances circumstances(ValueRead value) {
        boolean decidedByOther = others || !there.stream().allMatch(value::isWithin);
        boolean ownerDecides = value.owner()
                .filter(owner -> there.stream().anyMatch(owner::isWithin))
                .isPresent();
        Asked asked = mentions.get(value);
        return new Circumstances(
                !ownerDecides || decidedByOther, decidedByOther, asked == Asked.NOT_EMPTY, asked == Asked.CONTENT);
    }
}
