package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A job's settings in the multi-task form of the Jobs API 2.2. Kept as a JSON tree so that fields this program does not
 * know survive. Immutable: the tree goes in and comes out as a copy.
 */
public final class JobSettings {

    private final ObjectNode tree;

    public JobSettings(ObjectNode tree) {
        this.tree = tree.deepCopy();
    }

    /** A copy of the settings, for the caller to keep or change. */
    public ObjectNode tree() {
        return tree.deepCopy();
    }

    /** A field of the settings, or empty when it is absent or null. The node must not be changed. */
    public Optional<JsonNode> field(String name) {
        return Optional.ofNullable(tree.get(name)).filter(node -> !node.isNull());
    }

    /** The same settings with another value in a field, or without the field. */
    public JobSettings with(String name, Optional<JsonNode> value) {
        JobSettings copy = new JobSettings(tree);
        value.ifPresentOrElse(node -> copy.tree.set(name, node.deepCopy()), () -> copy.tree.remove(name));
        return copy;
    }

    /** The display name, {@code ""} when there is none. */
    public String name() {
        return tree.path("name").asText("");
    }

    /** The value of a job tag. */
    public Optional<String> tag(String name) {
        return Optional.ofNullable(tree.path("tags").get(name)).map(JsonNode::asText);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JobSettings settings && settings.tree.equals(tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }

    @Override
    public String toString() {
        return tree.toString();
    }
}
