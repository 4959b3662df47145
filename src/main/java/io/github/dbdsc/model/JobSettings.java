package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

    /** What the settings refer to by name, ids yet to be put in. */
    public Set<Reference> references() {
        Set<Reference> references = new LinkedHashSet<>();
        collect(tree, references);
        return references;
    }

    private static void collect(JsonNode node, Set<Reference> references) {
        ReferringText.in(node).ifPresent(text -> references.addAll(text.references()));
        node.forEach(child -> collect(child, references));
    }

    /** The settings with the ids that are known put in; references to others stay. */
    public JobSettings resolved(Function<Reference, Optional<String>> ids) {
        return changed(text -> text.resolved(ids));
    }

    /** The settings with every reference as the text that a template's author would write. */
    public JobSettings spelledOut() {
        return changed(text -> TextNode.valueOf(text.toString()));
    }

    private JobSettings changed(Function<ReferringText, JsonNode> change) {
        if (references().isEmpty()) {
            return this;
        }
        return new JobSettings((ObjectNode) NodeChange.everywhere(
                tree, node -> ReferringText.in(node).map(change).orElse(node)));
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
