package io.github.dbdsc.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.github.dbdsc.model.NodeChange;
import io.github.dbdsc.template.Rendered;
import java.util.Optional;

/** Finds in settings what their template referred to by name. */
final class ReferringSettings {

    private final Rendered rendered;

    private ReferringSettings(Rendered rendered) {
        this.rendered = rendered;
    }

    /** The settings with references where the rendered text has stand-ins for them. */
    static ObjectNode putInto(ObjectNode settings, Rendered rendered) {
        if (rendered.references().isEmpty()) {
            return settings;
        }
        return (ObjectNode) NodeChange.everywhere(settings, new ReferringSettings(rendered)::referring);
    }

    private JsonNode referring(JsonNode value) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            return value;
        }
        return rendered.references()
                .in(value.asText())
                .filter(text -> value.isTextual() || text.isOnlyReference())
                .<JsonNode>map(text -> new POJONode(text.asNumber(value.isIntegralNumber())))
                .orElse(value);
    }

    /** A field whose name has a reference in it, as the template's author would write it. */
    static Optional<String> inFieldName(JsonNode settings, Rendered rendered) {
        for (var field : settings.properties()) {
            if (rendered.references().in(field.getKey()).isPresent()) {
                return Optional.of(rendered.references().readable(field.getKey()));
            }
        }
        for (JsonNode child : settings) {
            Optional<String> found = inFieldName(child, rendered);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
