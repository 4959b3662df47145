package io.github.dbdsc.definition;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.model.JsonTrees;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses JSON that users write, strictly, and finds the place of whatever is wrong. */
final class JsonText {

    /** Many times what job settings need. Limits recursion in whatever compares them. */
    private static final int DEEPEST = 100;

    private static final JsonMapper STRICT = JsonTrees.mapper(DEEPEST)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    /** The original program read definitions with Python's json.load, which takes NaN and Infinity. */
    private static final JsonMapper AS_PYTHON =
            STRICT.rebuild().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /** How Jackson's messages say where something unclosed was opened. */
    private static final Pattern START_MARKER = Pattern.compile(
            "\\((?:start marker at|for \\w+ starting at) \\[Source: .*?line: (\\d+), column: (\\d+)]\\)");

    /** How Jackson's messages recommend one of its switches, or name the limit that was exceeded. */
    private static final Pattern FOR_PROGRAMMERS = Pattern.compile(
            "[:,] (?:enable|from) `[^`]*`(?: to allow)?| \\(not recognized as one since Feature [^)]*\\)| \\(consider enabling .*");

    /** A place in a text: line and column count from 1, the offset from 0. */
    record Place(int line, int column, int offset) {

        static final Place START = new Place(1, 1, 0);

        private static Place of(JsonLocation location) {
            return new Place(
                    Math.max(location.getLineNr(), 1),
                    Math.max(location.getColumnNr(), 1),
                    Math.max((int) location.getCharOffset(), 0));
        }
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

    /** Parses standard JSON, which has no infinite numbers. */
    static JsonNode parseStrictly(String text) throws MalformedException {
        JsonNode node = parse(STRICT, text);
        Optional<List<String>> infinite = stepsToInfiniteNumber(node);
        if (infinite.isPresent()) {
            throw new MalformedException("a number is larger than any that can be sent", placeOf(text, infinite.get()));
        }
        return node;
    }

    private static Optional<List<String>> stepsToInfiniteNumber(JsonNode node) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
            return Optional.of(List.of());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            Optional<List<String>> found = below(Integer.toString(i), node.get(i));
            if (found.isPresent()) {
                return found;
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Optional<List<String>> found = below(field.getKey(), field.getValue());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> below(String step, JsonNode child) {
        return stepsToInfiniteNumber(child)
                .map(steps -> Stream.concat(Stream.of(step), steps.stream()).toList());
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
        return e.getLocation() == null ? Place.START : Place.of(e.getLocation());
    }

    private static String sentence(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message == null) {
            return "it can't be parsed";
        }
        if (message.startsWith("Trailing token")) {
            return "there is more after its end";
        }
        String placed = START_MARKER
                .matcher(message.lines().findFirst().orElse(message))
                .replaceAll("(opened at line $1, column $2)");
        return FOR_PROGRAMMERS.matcher(placed).replaceAll("");
    }

    /** Returns where the object's own field of this name starts, if the text is an object that has it. */
    static Optional<Place> placeOfField(String text, String field) {
        try (JsonParser parser = AS_PYTHON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(field)) {
                    return Optional.of(Place.of(parser.currentTokenLocation()));
                }
                parser.nextToken();
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns where a value begins; when there is no such value, where the nearest value around it begins.
     *
     * @param text JSON
     * @param steps names of fields and indexes; when an object has a name twice, the last one counts
     */
    static Place placeOf(String text, List<String> steps) {
        try (JsonParser parser = STRICT.createParser(text)) {
            parser.nextToken();
            return Place.of(locationOf(parser, steps));
        } catch (IOException e) {
            return Place.START;
        }
    }

    /** Expects the parser at the start of a value and leaves it at the value's end. */
    private static JsonLocation locationOf(JsonParser parser, List<String> steps) throws IOException {
        JsonLocation found = parser.currentTokenLocation();
        if (steps.isEmpty() || !parser.currentToken().isStructStart()) {
            parser.skipChildren();
            return found;
        }
        boolean inObject = parser.currentToken() == JsonToken.START_OBJECT;
        for (int index = 0; !parser.nextToken().isStructEnd(); index++) {
            String step = inObject ? parser.currentName() : Integer.toString(index);
            if (inObject) {
                parser.nextToken();
            }
            if (step.equals(steps.get(0))) {
                found = locationOf(parser, steps.subList(1, steps.size()));
            } else {
                parser.skipChildren();
            }
        }
        return found;
    }
}
