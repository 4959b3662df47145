package io.github.dbdsc.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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

    /**
     * A resource.
     *
     * @param file where it is declared
     * @param name its symbol
     * @param type with those of its parents where it is nested, and its version: {@code A.B/c/d@2025-01-01}
     * @param existing whether it is only referred to
     * @param body its properties; what is no literal has its source under {@code $text}
     */
    record Resource(String file, String name, String type, boolean existing, JsonNode body) {

        String typeName() {
            return type.substring(0, type.indexOf('@'));
        }
    }

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

    /** All resources, those within others too. */
    List<Resource> resources() {
        List<Resource> resources = new ArrayList<>();
        json.path("resources").forEach(resource -> add(resource, "", resources));
        return resources;
    }

    Resource resource(String name) {
        return resources().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no resource " + name + " in " + path));
    }

    private void add(JsonNode resource, String parent, List<Resource> resources) {
        String type =
                (parent.isEmpty() ? "" : parent + "/") + resource.path("type").asText();
        JsonNode body = resource.path("body");
        resources.add(new Resource(
                path,
                resource.path("name").asText(),
                type,
                resource.path("existing").asBoolean(),
                body));
        body.path("$resources").forEach(child -> add(child, type.substring(0, type.indexOf('@')), resources));
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
