package io.github.dbdsc.model;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value in settings that refers to objects by name, until their ids are known. The tree of the settings holds it as a
 * {@link POJONode}.
 *
 * @param literals the text before, between and after the references: always one more than references
 * @param references at least one
 * @param number whether the value is a single reference whose id becomes a number
 */
public record ReferringText(List<String> literals, List<Reference> references, boolean number) {

    public ReferringText {
        literals = List.copyOf(literals);
        references = List.copyOf(references);
    }

    /** Returns the referring text that a node of settings holds, if it holds one. */
    public static Optional<ReferringText> in(JsonNode node) {
        return node instanceof POJONode pojo && pojo.getPojo() instanceof ReferringText text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Returns whether the value is a single reference and nothing else. */
    public boolean isOnlyReference() {
        return references.size() == 1 && literals.stream().allMatch(String::isEmpty);
    }

    /** Returns the same value, whose id becomes a number or a string. */
    public ReferringText asNumber(boolean yes) {
        return new ReferringText(literals, references, yes);
    }

    /** Returns the value with the known ids filled in: a plain value once all are known. */
    public JsonNode resolved(Function<Reference, Optional<String>> ids) {
        List<String> texts = new ArrayList<>();
        List<Reference> open = new ArrayList<>();
        StringBuilder text = new StringBuilder(literals.get(0));
        for (int i = 0; i < references.size(); i++) {
            Optional<String> id = ids.apply(references.get(i));
            if (id.isPresent()) {
                text.append(id.get());
            } else {
                texts.add(text.toString());
                open.add(references.get(i));
                text.setLength(0);
            }
            text.append(literals.get(i + 1));
        }
        texts.add(text.toString());
        return open.isEmpty() ? plain(text.toString()) : new POJONode(new ReferringText(texts, open, number));
    }

    private JsonNode plain(String text) {
        if (number) {
            try {
                return LongNode.valueOf(Long.parseLong(text));
            } catch (NumberFormatException e) {
                // some ids are not numbers: they are sent as text
            }
        }
        return TextNode.valueOf(text);
    }

    /** Returns the value as a template's author would write it: {@code {{ job_ref('etl/daily') }}}. */
    @Override
    @JsonValue
    public String toString() {
        StringBuilder text = new StringBuilder(literals.get(0));
        for (int i = 0; i < references.size(); i++) {
            text.append("{{ ").append(references.get(i).text()).append(" }}").append(literals.get(i + 1));
        }
        return text.toString();
    }
}
