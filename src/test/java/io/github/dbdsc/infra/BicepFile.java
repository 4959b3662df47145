package io.github.dbdsc.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * One Bicep file.
 *
 * @param path below {@code infra/}
 * @param json as {@code src/test/bicep/bicep.mjs} writes it
 */
record BicepFile(String path, JsonNode json) {

    /** Where the grammar does not understand the file. */
    JsonNode errors() {
        return json.path("errors");
    }

    Set<String> declared() {
        return new HashSet<>(Bicep.texts(json.path("declared")));
    }

    Set<String> used() {
        return new HashSet<>(Bicep.texts(json.path("used")));
    }

    Set<String> called() {
        return new HashSet<>(Bicep.texts(json.path("called")));
    }

    List<JsonNode> params() {
        return list("params");
    }

    List<JsonNode> variables() {
        return list("variables");
    }

    List<JsonNode> modules() {
        return list("modules");
    }

    List<JsonNode> outputs() {
        return list("outputs");
    }

    /** The value of a variable. */
    JsonNode variable(String name) {
        return named(variables(), name).path("value");
    }

    /** A parameter's declaration: {@code type}, {@code default}, {@code decorators}. */
    JsonNode param(String name) {
        return named(params(), name);
    }

    JsonNode module(String name) {
        return named(modules(), name);
    }

    private JsonNode named(List<JsonNode> declarations, String name) {
        return declarations.stream()
                .filter(declaration -> declaration.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name + " in " + path));
    }

    private List<JsonNode> list(String kind) {
        return StreamSupport.stream(json.path(kind).spliterator(), false).toList();
    }
}
