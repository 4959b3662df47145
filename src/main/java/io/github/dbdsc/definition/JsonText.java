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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

    /**
     * The original program read definitions with Python's json.load, which takes NaN and Infinity. Comments and a comma
     * after the last element are taken besides.
     */
    private static final JsonMapper AS_PYTHON = STRICT.rebuild()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    /** Costs nothing where no name is there twice; then it fails, and the text is read again. */
    private static final JsonMapper AS_PYTHON_ONCE = AS_PYTHON
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /**
     * A name that an object has more than once. The last value counts, as in Python.
     *
     * @param places where it stands, two at least
     */
    record Duplicate(String name, List<Place> places) {

        Place last() {
            return places.get(places.size() - 1);
        }
    }

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

    /**
     * Parses JSON that people write in files: as Python's json.load does, with comments and trailing commas.
     *
     * @param found takes the names that are there more than once
     */
    static JsonNode parseFile(String text, Consumer<Duplicate> found) throws MalformedException {
        try {
            return parse(AS_PYTHON_ONCE, text);
        } catch (MalformedException e) {
            JsonNode node = parse(AS_PYTHON, text);
            duplicatesIn(text).forEach(found);
            return node;
        }
    }

    /** Returns the names that an object has more than once, in order of their last places. */
    private static List<Duplicate> duplicatesIn(String text) {
        Deque<Map<String, List<Place>>> open = new ArrayDeque<>();
        List<Duplicate> found = new ArrayList<>();
        try (JsonParser parser = AS_PYTHON.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> open.push(new LinkedHashMap<>());
                    case FIELD_NAME ->
                        open.element()
                                .computeIfAbsent(parser.currentName(), name -> new ArrayList<>())
                                .add(Place.of(parser.currentTokenLocation()));
                    case END_OBJECT ->
                        open.pop().forEach((name, places) -> {
                            if (places.size() > 1) {
                                found.add(new Duplicate(name, places));
                            }
                        });
                    default -> {}
                }
            }
        } catch (IOException e) {
            return List.copyOf(found); // the text was parsed before
        }
        found.sort(Comparator.comparingInt(duplicate -> duplicate.last().offset()));
        return found;
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
        try (JsonParser parser = AS_PYTHON.createParser(text)) {
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
