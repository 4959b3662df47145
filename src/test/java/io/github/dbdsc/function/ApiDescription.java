package io.github.dbdsc.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The description of the API, which answers are held against. */
final class ApiDescription {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document;
    private final Set<String> seen = new TreeSet<>();

    ApiDescription() {
        try (InputStream resource = DocumentFunctions.class.getResourceAsStream("openapi.json")) {
            this.document = JSON.readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    /** Returns which answers were held against it, like {@code GET /jobs 200}. */
    Set<String> seen() {
        return Collections.unmodifiableSet(seen);
    }

    JsonNode operation(String method, String path) {
        JsonNode operation = document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        assertThat(operation.isObject()).as(method + " " + path).isTrue();
        return operation;
    }

    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** Checks that status, headers, content type and body of an answer are described. */
    void conforms(String path, HttpResponse<String> answer) {
        described(path, answer).path("headers").fieldNames().forEachRemaining(header -> assertThat(
                        answer.headers().firstValue(header))
                .as(header)
                .isPresent());
        bodyConforms(path, answer);
    }

    /** Checks the same but for the headers. */
    void bodyConforms(String path, HttpResponse<String> answer) {
        JsonNode described = described(path, answer);
        if (!described.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        JsonNode content = described.path("content").path(type);
        assertThat(content.isObject())
                .as(type + " of " + answer.request().method() + " " + path + " " + answer.statusCode())
                .isTrue();
        JsonNode body = type.endsWith("json") ? read(answer) : JsonNodeFactory.instance.textNode(answer.body());
        assertThat(faults(content.path("schema"), body)).as(answer.body()).isEmpty();
    }

    private JsonNode described(String path, HttpResponse<String> answer) {
        String method = answer.request().method();
        String status = String.valueOf(answer.statusCode());
        JsonNode described = resolved(operation(method, path).path("responses").path(status));
        assertThat(described.isObject()).as(method + " " + path + " " + status).isTrue();
        seen.add(method + " " + path + " " + status);
        return described;
    }

    private static JsonNode read(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns in what a body is not as the schema of this name says. */
    Set<ValidationMessage> faults(String schema, JsonNode body) {
        return faults(document.at("/components/schemas/" + schema), body);
    }

    private Set<ValidationMessage> faults(JsonNode schema, JsonNode body) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("components", document.path("components"));
        whole.setAll((ObjectNode) schema);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(body);
    }
}
