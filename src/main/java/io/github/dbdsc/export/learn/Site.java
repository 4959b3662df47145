package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place of a template where instances differ.
 *
 * @param path the way to it from its scope
 * @param pattern what is there
 */
record Site(Scope scope, List<String> path, Pattern.Value pattern) {

    @Nullable
    JsonNode[] values() {
        return pattern.values();
    }

    boolean isText() {
        return Arrays.stream(values()).filter(Objects::nonNull).allMatch(JsonNode::isTextual);
    }

    /** Returns how many instances have it. */
    long count() {
        return Arrays.stream(values()).filter(Objects::nonNull).count();
    }

    /** Returns how many characters its texts have in all. */
    long length() {
        return Arrays.stream(values())
                .filter(Objects::nonNull)
                .mapToLong(value -> value.asText().length())
                .sum();
    }

    String leaf() {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }
}
