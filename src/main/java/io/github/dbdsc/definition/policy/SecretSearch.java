package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.definition.schema.SettingsPath;
import io.github.dbdsc.fields.JobFields;
import io.github.dbdsc.fields.Shape;
import io.github.dbdsc.model.HiddenSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks through settings for values that look like secrets: by the name of their field, and by their form. */
public final class SecretSearch {

    private final List<Found> found = new ArrayList<>();

    /**
     * A value that looks like a secret.
     *
     * @param kind what it looks like, for messages: {@code a password}
     */
    public record Found(SettingsPath path, String kind) {}

    private SecretSearch() {}

    /** Returns every value of these settings that looks like a secret, without the value. */
    public static List<Found> in(ObjectNode settings) {
        SecretSearch search = new SecretSearch();
        search.walk(settings, JobFields.builtIn().settings(), SettingsPath.ROOT, "");
        return search.found;
    }

    private void walk(JsonNode node, @Nullable Shape shape, SettingsPath path, String name) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                @Nullable Shape inside = shape instanceof Shape.Type type ? type.field(field.getKey()) : null;
                if (inside == null) {
                    HiddenSecrets.kindOf("", field.getKey())
                            .ifPresent(kind -> found.add(new Found(path, kind + " in the name of a field")));
                }
                walk(
                        field.getValue(),
                        inside,
                        path.field(field.getKey()),
                        HiddenSecrets.nameOf(object, field.getKey()));
            }
        } else if (node.isArray()) {
            List<String> keys = shape instanceof Shape.ListOf list ? list.keys() : List.of();
            @Nullable Shape element = shape instanceof Shape.ListOf list ? list.element() : null;
            String argument = "";
            for (int i = 0; i < node.size(); i++) {
                JsonNode each = node.get(i);
                walk(each, element, path.element(i, each, keys), argument);
                argument = HiddenSecrets.nameOfNext(each);
            }
        } else if (node.isTextual()) {
            HiddenSecrets.kindOf(name, node.textValue()).ifPresent(kind -> found.add(new Found(path, kind)));
        }
    }
}
