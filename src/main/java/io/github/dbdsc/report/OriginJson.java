package io.github.dbdsc.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who changed a job's files, as fields of a change in JSON. */
public final class OriginJson {

    private static final String DEFINITION = "definition";
    private static final String TEMPLATE = "template";

    private OriginJson() {}

    /** Adds what is known. */
    static void put(ObjectNode change, Origin origin) {
        if (origin.definition() != null) {
            change.set(DEFINITION, put(change.objectNode(), origin.definition()));
        }
        if (origin.template() != null) {
            change.set(TEMPLATE, put(change.objectNode(), origin.template()));
        }
    }

    /** Adds to an object what is known of a commit, and returns it. */
    public static ObjectNode put(ObjectNode file, Commit commit) {
        file.put("commit", commit.id()).put("author", commit.author());
        return commit.committedAt().isEmpty() ? file : file.put("committedAt", commit.committedAt());
    }

    /** Reads what {@link #put(ObjectNode, Origin)} added. */
    static Origin of(JsonNode change) {
        return new Origin(commit(change.path(DEFINITION)), commit(change.path(TEMPLATE)));
    }

    private static @Nullable Commit commit(JsonNode json) {
        Optional<Commit> commit = Commit.of(
                json.path("commit").asText(),
                json.path("author").asText(),
                json.path("committedAt").asText());
        return commit.orElse(null);
    }

    /** Returns the same in a few words; {@code ""} where nothing is known. */
    static String text(JsonNode change) {
        Origin origin = of(change);
        Commit definition = origin.definition();
        Commit template = origin.template();
        String own = definition == null ? "" : "definition from " + definition.text();
        String other = template == null ? "" : "template from " + template.text();
        return own + (own.isEmpty() || other.isEmpty() ? "" : ", ") + other;
    }
}
