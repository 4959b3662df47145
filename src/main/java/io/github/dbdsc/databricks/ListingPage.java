package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of a listing.
 *
 * @param entries its jobs, each to be read by itself, so that one that can't be read leaves the others
 * @param others its other fields, which lead to the next page
 */
record ListingPage(List<ListingEntry> entries, ObjectNode others) {

    private static final String JOBS = "jobs";

    /**
     * Finds the entries, without parsing them: that costs a fraction.
     *
     * @throws IOException when the page is not a JSON object, or is cut short
     * @throws io.github.dbdsc.apply.WorkspaceException when its jobs are no list
     */
    static ListingPage of(byte[] body, WorkspaceCall call) throws IOException {
        List<ListingEntry> entries = new ArrayList<>();
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = AnswerJson.skimmer(body, 0, body.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (!name.equals(JOBS)) {
                    others.set(name, parser.<JsonNode>readValueAsTree());
                } else if (value == JsonToken.START_ARRAY) {
                    addEntries(parser, body, entries);
                } else {
                    throw call.malformed("has jobs that are no list");
                }
            }
        }
        return new ListingPage(entries, others);
    }

    private static void addEntries(JsonParser parser, byte[] body, List<ListingEntry> entries) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
            parser.skipChildren();
            int end = isObject ? Math.toIntExact(parser.currentLocation().getByteOffset()) : start;
            if (start < 0 || end > body.length) {
                throw new IOException("not in UTF-8");
            }
            entries.add(new ListingEntry(body, start, end - start));
        }
    }
}
