package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/** One entry of a listing. Read in full, or, where that can't be, by the few fields that tell whose job it is. */
final class ListingEntry {

    /** The fields that tell whose job it is, beside its name and tags. */
    private static final Set<String> OF_THE_JOB = Set.of("job_id", "creator_user_name");

    private final byte[] page;
    private final int start;
    private final int length;

    /**
     * @param page the page that it is on
     * @param start where it begins there
     * @param length how many bytes it has; 0 when it is no object
     */
    ListingEntry(byte[] page, int start, int length) {
        this.page = page;
        this.start = start;
        this.length = length;
    }

    /**
     * Returns all of it.
     *
     * @throws IOException when it is no object, or has what can be skipped and not read: it nests too deep, or a number is
     *     endless
     */
    ObjectNode whole() throws IOException {
        return AnswerJson.object(page, start, length);
    }

    /** Returns what can be read of its id, creator, name and tags, in the form that the whole entry has. */
    ObjectNode head() {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        ObjectNode settings = head.putObject("settings");
        try (JsonParser parser = AnswerJson.skimmer(page, start, length)) {
            forEachField(parser, name -> {
                if (name.equals("settings") && parser.currentToken() == JsonToken.START_OBJECT) {
                    forEachField(parser, field -> {
                        if (field.equals("name")) {
                            keepScalar(parser, settings, field);
                        } else if (field.equals("tags") && parser.currentToken() == JsonToken.START_OBJECT) {
                            ObjectNode tags = settings.putObject("tags");
                            forEachField(parser, tag -> keepScalar(parser, tags, tag));
                        } else {
                            parser.skipChildren();
                        }
                    });
                } else if (OF_THE_JOB.contains(name)) {
                    keepScalar(parser, head, name);
                } else {
                    parser.skipChildren();
                }
            });
        } catch (IOException e) {
            // what was read before counts
        }
        return head;
    }

    /** Does something with the value of a field, at which the parser stands, and leaves the parser at its end. */
    private interface OfField {
        void accept(String name) throws IOException;
    }

    private static void forEachField(JsonParser parser, OfField action) throws IOException {
        if (parser.currentToken() == null) {
            parser.nextToken();
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("not an object");
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            action.accept(name);
        }
    }

    private static void keepScalar(JsonParser parser, ObjectNode owner, String field) throws IOException {
        if (parser.currentToken().isScalarValue()) {
            owner.set(field, parser.<JsonNode>readValueAsTree());
        } else {
            parser.skipChildren();
        }
    }
}
