package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A job's settings in the multi-task form of the Jobs API 2.2. Kept as a JSON tree, so that fields that this program does
 * not know survive. Immutable: no node changes once it is here, so settings may share parts of their trees. What takes a
 * walk over every node is computed once and kept, since a run asks for it again and again.
 */
public final class JobSettings {

    private final ObjectNode tree;
    private @Nullable Set<Reference> references;
    private @Nullable String digest;

    /** Copies the tree. */
    public JobSettings(ObjectNode tree) {
        this(tree, true);
    }

    private JobSettings(ObjectNode tree, boolean copied) {
        this.tree = copied ? tree.deepCopy() : tree;
    }

    /** Returns settings that keep the tree itself, not a copy. The caller must not change it afterwards. */
    public static JobSettings keeping(ObjectNode tree) {
        return new JobSettings(tree, false);
    }

    /** Returns the tree itself, whose nodes must not be changed. */
    public ObjectNode view() {
        return tree;
    }

    /** Returns a copy of the tree, which the caller may keep and change. */
    public ObjectNode tree() {
        return tree.deepCopy();
    }

    /** Returns a field, or empty when it is absent or null. The node must not be changed. */
    public Optional<JsonNode> field(String name) {
        return Optional.ofNullable(tree.get(name)).filter(node -> !node.isNull());
    }

    /** Returns the same settings with this value in a field. */
    public JobSettings with(String name, JsonNode value) {
        ObjectNode changed = tree.objectNode().setAll(tree);
        changed.set(name, value.deepCopy());
        JobSettings settings = keeping(changed);
        if (references().isEmpty()) {
            settings.references = referencesIn(value);
        }
        return settings;
    }

    /** Returns the same settings without a field. */
    public JobSettings without(String name) {
        if (!tree.has(name)) {
            return this;
        }
        ObjectNode changed = tree.objectNode().setAll(tree);
        changed.remove(name);
        JobSettings settings = keeping(changed);
        if (references().isEmpty()) {
            settings.references = Set.of();
        }
        return settings;
    }

    /** Returns the display name; {@code ""} when there is none. */
    public String name() {
        return tree.path("name").asText("");
    }

    /** Returns the value of a job tag. */
    public Optional<String> tag(String name) {
        return Optional.ofNullable(tree.path("tags").get(name)).map(JsonNode::asText);
    }

    /** Returns the references whose ids are not filled in yet. */
    public Set<Reference> references() {
        Set<Reference> known = references;
        if (known == null) {
            known = referencesIn(tree);
            references = known;
        }
        return known;
    }

    /** Returns 64 hexadecimal digits, the same for equal settings; references count by what they refer to. */
    String digest() {
        String known = digest;
        if (known == null) {
            known = Sha256.hex(spelledOut().toString().getBytes(StandardCharsets.UTF_8));
            digest = known;
        }
        return known;
    }

    private static Set<Reference> referencesIn(JsonNode node) {
        Set<Reference> found = new LinkedHashSet<>();
        collect(node, found);
        return Collections.unmodifiableSet(found);
    }

    private static void collect(JsonNode node, Set<Reference> references) {
        ReferringText.in(node).ifPresent(text -> references.addAll(text.references()));
        node.forEach(child -> collect(child, references));
    }

    /** Returns the settings with the known ids filled in; other references stay. */
    public JobSettings resolved(Function<Reference, Optional<String>> ids) {
        return changed(text -> text.resolved(ids));
    }

    /** Returns the settings with every reference as the text that a template's author would write. */
    public JobSettings spelledOut() {
        return changed(text -> TextNode.valueOf(text.toString()));
    }

    private JobSettings changed(Function<ReferringText, JsonNode> change) {
        if (references().isEmpty()) {
            return this;
        }
        return keeping((ObjectNode) NodeChange.everywhere(
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
