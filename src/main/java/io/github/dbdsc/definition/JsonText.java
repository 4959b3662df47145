package io.github.dbdsc.definition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** JSON as users write it: parsed strictly, with the place of whatever is wrong. */
final class JsonText {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** Definitions were read by Python's json.load, which takes NaN and Infinity. */
    private static final JsonMapper AS_PYTHON =
            STRICT.rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /** How Jackson says where something was opened that is not closed. */
    private static final Pattern START_MARKER =
            Pattern.compile("\\(start marker at \\[Source: .*?line: (\\d+), column: (\\d+)]\\)");

    /** A place in a text, line and column counted from 1. */
    record Place(int line, int column) {

        static final Place START = new Place(1, 1);
    }

    /** The text is not JSON. */
    static final class MalformedException extends Exception {

        private final transient Place place;

        private MalformedException(String message, Place place) {
            super(message);
            this.place = place;
        }

        Place place() {
            return place;
        }
    }

    private JsonText() {}

    /** Parses JSON by the book. */
    static JsonNode parseStrictly(String text) throws MalformedException {
        return parse(STRICT, text);
    }

    /** Parses JSON as Python's json.load does. */
    static JsonNode parseAsPython(String text) throws MalformedException {
        return parse(AS_PYTHON, text);
    }

    private static JsonNode parse(JsonMapper mapper, String text) throws MalformedException {
        try {
            JsonNode node = mapper.readTree(text);
            if (node.isMissingNode()) {
                throw new MalformedException("the text is empty", Place.START);
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new MalformedException(sentence(e), place(e));
        }
    }

    private static Place place(JsonProcessingException e) {
        return e.getLocation() == null
                ? Place.START
                : new Place(
                        Math.max(e.getLocation().getLineNr(), 1),
                        Math.max(e.getLocation().getColumnNr(), 1));
    }

    private static String sentence(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message == null
                ? "it can't be parsed"
                : START_MARKER
                        .matcher(message.lines().findFirst().orElse(message))
                        .replaceAll("(opened at line $1, column $2)");
    }

    /** Where the object's own field of that name starts, if the text is an object and has it. */
    static Optional<Place> placeOfField(String text, String field) {
        try (JsonParser parser = AS_PYTHON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(field)) {
                    var start = parser.currentTokenLocation();
                    return Optional.of(new Place(start.getLineNr(), start.getColumnNr()));
                }
                parser.nextToken();
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
