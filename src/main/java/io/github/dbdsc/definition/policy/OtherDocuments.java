package io.github.dbdsc.definition.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks for references of a schema to other documents. */
final class OtherDocuments {

    private OtherDocuments() {}

    /** A reference to another document is never followed: the document could change, or be slow, or be gone. */
    static void requireNone(JsonNode json, String member) throws PolicyException {
        List<String> outside = new ArrayList<>();
        findOutside(json, List.of(), outside);
        if (!outside.isEmpty()) {
            List<String> steps = new ArrayList<>(List.of(member));
            steps.addAll(outside);
            throw new PolicyException(
                    steps,
                    "\"" + member
                            + "\" refers to another document, which is never read; copy it into \"$defs\" and write"
                            + " \"$ref\": \"#/$defs/…\"");
        }
    }

    private static boolean findOutside(JsonNode node, List<String> steps, List<String> found) {
        if (node.isObject()) {
            for (var field : node.properties()) {
                List<String> inside = new ArrayList<>(steps);
                inside.add(field.getKey());
                boolean isReference =
                        (field.getKey().equals("$ref") || field.getKey().equals("$dynamicRef"))
                                && field.getValue().isTextual();
                if (isReference && !field.getValue().textValue().startsWith("#")) {
                    found.addAll(inside);
                    return true;
                }
                boolean isData = Set.of("const", "enum", "default", "examples").contains(field.getKey());
                if (!isData && findOutside(field.getValue(), inside, found)) {
                    return true;
                }
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            List<String> inside = new ArrayList<>(steps);
            inside.add(Integer.toString(i));
            if (findOutside(node.get(i), inside, found)) {
                return true;
            }
        }
        return false;
    }
}
