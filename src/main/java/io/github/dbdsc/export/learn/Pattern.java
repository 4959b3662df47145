package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What several values have in common, and where they differ. The values are the same part of several jobs, or of several
 * elements of a list: the instances. Where something is known of each instance, it stands in an array in their order.
 */
sealed interface Pattern {

    /** A value that is the same in all instances. */
    record Fixed(JsonNode value) implements Pattern {}

    /**
     * A value that differs.
     *
     * @param values of each instance; null where an instance lacks it
     */
    @SuppressWarnings("ArrayRecordComponent") // patterns are compared by identity only
    record Value(@Nullable JsonNode[] values) implements Pattern {}

    /** An object. */
    record Fields(List<Part> fields) implements Pattern {

        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** A list in which each element has a pattern of its own. */
    record Elements(List<Part> elements) implements Pattern {

        public Elements {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A list whose elements all have one pattern.
     *
     * @param element its instances are the elements of all lists, one list after the other
     * @param counts how many elements the list of each instance has; {@link #NO_LIST} where an instance lacks it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Each(Pattern element, int[] counts) implements Pattern {

        static final int NO_LIST = -1;
    }

    /**
     * A field of an object, or an element of a list.
     *
     * @param name of the field; of an element, what it is called by, or its number
     * @param present whether each instance has it; null where all have it
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Part(String name, Pattern pattern, boolean @Nullable [] present) {

        boolean isOptional() {
            return present != null;
        }
    }
}
