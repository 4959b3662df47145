package io.github.dbdsc.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Who asked for a run over HTTP. Names and ids are made safe to print, and shortened.
 *
 * @param kind how the caller is known
 * @param name what people know the caller by: a user name, an application's name or id, a key's name; {@code ""} where
 *     nobody tells
 * @param id the object id of a person or of an application's service principal; {@code ""} where nobody tells
 */
public record Caller(Kind kind, String name, String id) {

    /** The caller that sent a function key: the Functions host checks it and does not tell a Java worker which one it was. */
    public static final Caller KEY = new Caller(Kind.KEY, "", "");

    /** More than the 36 characters of an id. */
    private static final int LONGEST_ID = 64;

    /** How a caller is known. */
    public enum Kind {
        /** By the token or the session of a person. */
        PERSON,
        /** By the token of an application: a pipeline, a managed identity. */
        APPLICATION,
        /** By a function key. */
        KEY;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Caller {
        name = shortened(name, Hold.LONGEST_NAME);
        id = shortened(id, LONGEST_ID);
    }

    private static String shortened(String text, int longest) {
        String visible = VisibleText.of(text).strip();
        if (visible.length() <= longest) {
            return visible;
        }
        int end = longest - 1;
        return visible.substring(0, Character.isHighSurrogate(visible.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** Returns what people know the caller by: the name, else the id; empty for a key without a name. */
    public Optional<String> known() {
        return Optional.of(name.isEmpty() ? id : name).filter(text -> !text.isEmpty());
    }

    /** Returns the caller in a few words, as the end of a sentence: {@code by ann@contoso.example}. */
    public String text() {
        String known = known().orElse("");
        String who =
                switch (kind) {
                    case PERSON -> known.isEmpty() ? "somebody" : known;
                    case APPLICATION -> known.isEmpty() ? "an application" : "application " + known;
                    case KEY -> known.isEmpty() ? "somebody with a function key" : "function key " + known;
                };
        return id.isEmpty() || id.equals(known) ? who : who + " (" + id + ")";
    }

    /** Returns the caller as JSON; {@link #of} reads it. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("kind", kind.word());
        if (!name.isEmpty()) {
            json.put("name", name);
        }
        return id.isEmpty() ? json : json.put("id", id);
    }

    /** Reads a caller from that form. Returns empty where there is none in it, or one of an unknown kind. */
    public static Optional<Caller> of(JsonNode json) {
        String word = json.path("kind").asText("");
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .map(kind -> new Caller(
                        kind, json.path("name").asText(""), json.path("id").asText("")));
    }
}
