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
 * A job's settings in the multi-task form of the Jobs API 2.2. Kept as a JSON tree so that fields this program does not
 * know survive. Immutable: nobody changes a node once it is in here, so settings may share parts of their trees. A pass
 * asks the same of the same settings again and again; what takes a look at every node is kept once it was found.
 */
public final class JobSettings {

    private final ObjectNode tree;
    private @Nullable Set<Reference> references;
    private @Nullable String digest;

    /** Takes a copy of the tree. */
    public JobSettings(ObjectNode tree) {
        this(tree, true);
    }

    private JobSettings(ObjectNode tree, boolean copied) {
        this.tree = copied ? tree.deepCopy() : tree;
    }

    /** Takes the tree itself, which must not be changed from now on: for one that was just made. */
    public static JobSettings keeping(ObjectNode tree) {
        return new JobSettings(tree, false);
    }

    /** The settings themselves. The nodes must not be changed. */
    public ObjectNode view() {
        return tree;
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
        if (value.isEmpty() && !tree.has(name)) {
            return this;
        }
        ObjectNode changed = tree.objectNode().setAll(tree);
        value.ifPresentOrElse(node -> changed.set(name, node.deepCopy()), () -> changed.remove(name));
        JobSettings settings = keeping(changed);
        if (references().isEmpty()) {
            settings.references = value.map(JobSettings::referencesIn).orElse(Set.of());
        }
        return settings;
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
        Set<Reference> known = references;
        if (known == null) {
            known = referencesIn(tree);
            references = known;
        }
        return known;
    }

    /** The same for the same settings, as 64 hexadecimal digits; references count by what they refer to. */
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
