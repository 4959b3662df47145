package io.github.dbdsc.databricks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.JsonTrees;
import java.io.IOException;

/** Reads the workspace's answers, each of which is one JSON object. */
final class AnswerJson {

    /** Deeper than any job, but limited: comparing settings recurses as deep as they are. */
    private static final int DEEPEST = 200;

    private static final JsonMapper MAPPER = JsonTrees.mapper(DEEPEST).build();

    /** Deeper than any service nests, but limited: a parser remembers each level. */
    private static final int DEEPEST_TO_SKIP = 100_000;

    private static final JsonMapper SKIMMER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST_TO_SKIP)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private AnswerJson() {}

    /**
     * Reads an answer.
     *
     * @throws IOException when it is not a JSON object, such as a proxy's page, or is cut short
     */
    static ObjectNode object(byte[] body) throws IOException {
        return object(body, 0, body.length);
    }

    /**
     * Reads a part of an answer.
     *
     * @throws IOException when it is not a JSON object
     */
    static ObjectNode object(byte[] body, int start, int length) throws IOException {
        if (MAPPER.readTree(body, start, length) instanceof ObjectNode object) {
            return object;
        }
        throw new IOException("not an object");
    }

    /** Returns a parser that gets past whatever is well-formed, also past what {@link #object} does not take. */
    static JsonParser skimmer(byte[] body, int start, int length) throws IOException {
        return SKIMMER.createParser(body, start, length);
    }
}
