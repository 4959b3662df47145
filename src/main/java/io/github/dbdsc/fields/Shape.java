package io.github.dbdsc.fields;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a field of the Jobs API holds. */
public sealed interface Shape {

    /** One value: {@code string}, {@code integer}, {@code number} or {@code boolean}. */
    record Scalar(String kind) implements Shape {}

    /**
     * One of several words.
     *
     * @param anyCase whether the service takes them in any case
     */
    record Words(List<String> words, boolean anyCase) implements Shape {

        public Words {
            words = List.copyOf(words);
        }
    }

    /** An object whose names are the user's own and whose values are strings: tags, Spark configuration, parameters. */
    record StringMap() implements Shape {}

    /**
     * A list whose elements all have one shape.
     *
     * @param keys the fields that may name an element; none when elements are known by their position
     */
    record ListOf(Shape element, List<String> keys) implements Shape {

        public ListOf {
            keys = List.copyOf(keys);
        }
    }

    /**
     * An object of the Jobs API. Its fields are read when they are first asked for: objects may contain each other (a
     * for-each task contains a task), and most are never needed.
     */
    final class Type implements Shape {

        private final String name;
        private final Supplier<Map<String, Shape>> reader;
        private volatile @Nullable Map<String, Shape> fields;

        Type(String name, Supplier<Map<String, Shape>> reader) {
            this.name = name;
            this.reader = reader;
        }

        /** Returns the name of the type in the API's description. */
        public String name() {
            return name;
        }

        /** Returns the shape of a field; null when the type has no such field. */
        public @Nullable Shape field(String field) {
            return fields().get(field);
        }

        /** Returns the names of the fields. */
        public Set<String> fieldNames() {
            return fields().keySet();
        }

        /** Returns the fields by name. */
        public Map<String, Shape> fields() {
            Map<String, Shape> known = fields;
            if (known == null) {
                known = Map.copyOf(reader.get());
                fields = known;
            }
            return known;
        }
    }
}
