package io.github.dbdsc.definition.editor;

import io.github.dbdsc.template.reads.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A place in JSON that is read bit by bit. Commas are not asked for: whether a template prints one often hangs on what
 * follows.
 *
 * @param level the object or list that it is in; null where the text can't be followed
 * @param token what has begun there; null between tokens
 */
record JsonCursor(@Nullable Level level, @Nullable Token token) {

    /** A place that is not known. */
    static final JsonCursor LOST = new JsonCursor(null, null);

    /** A word, number or text that has begun. */
    private record Token(boolean isText, boolean isEscaped, String literal, List<Outline.Value> values) {

        private static Token begun(boolean isText) {
            return new Token(isText, false, "", List.of());
        }

        private Token with(char c) {
            return new Token(isText, isText && !isEscaped && c == '\\', literal + c, values);
        }

        private Token with(Outline.Value value) {
            List<Outline.Value> more = new ArrayList<>(values);
            more.add(value);
            return new Token(isText, false, literal, List.copyOf(more));
        }

        private boolean isOnlyValue() {
            return literal.isEmpty() && values.size() == 1;
        }
    }

    private enum Container {
        NONE,
        OBJECT,
        LIST
    }

    /**
     * An object or list.
     *
     * @param name of the field that comes next; null before it is read, or where the template computes it
     * @param hasName whether it is read
     */
    private record Level(
            @Nullable Level outer,
            Container container,
            Field field,
            @Nullable String name,
            boolean hasName) {

        /** Returns the field that a value has which comes next. */
        private Field next() {
            return switch (container) {
                case NONE -> field;
                case LIST -> field.element();
                case OBJECT -> field.child(Objects.requireNonNullElse(name, "…"));
            };
        }

        private boolean expectsName() {
            return container == Container.OBJECT && !hasName;
        }

        private Level afterValue() {
            return container == Container.OBJECT ? new Level(outer, container, field, null, false) : this;
        }

        private Level named(@Nullable String read) {
            return new Level(outer, container, field, read, true);
        }
    }

    /** Returns the start of settings. */
    static JsonCursor start() {
        return new JsonCursor(new Level(null, Container.NONE, Field.settings(), null, false), null);
    }

    /** Returns where a text leads. */
    JsonCursor after(String text, BiConsumer<Outline.Value, Site> found) {
        JsonCursor cursor = this;
        for (int i = 0; i < text.length(); i++) {
            cursor = cursor.after(text.charAt(i), found);
        }
        return cursor;
    }

    private JsonCursor after(char c, BiConsumer<Outline.Value, Site> found) {
        if (level == null) {
            return this;
        }
        if (token != null && token.isText()) {
            return c == '"' && !token.isEscaped() ? ended(level, token, found) : new JsonCursor(level, token.with(c));
        }
        boolean ends = Character.isWhitespace(c) || ",:{}[]\"".indexOf(c) >= 0;
        if (!ends) {
            return new JsonCursor(level, (token == null ? Token.begun(false) : token).with(c));
        }
        JsonCursor between = token == null ? this : ended(level, token, found);
        Level now = Objects.requireNonNull(between.level);
        return switch (c) {
            case '"' -> new JsonCursor(now, Token.begun(true));
            case '{' -> new JsonCursor(new Level(now, Container.OBJECT, now.next(), null, false), null);
            case '[' -> new JsonCursor(new Level(now, Container.LIST, now.next(), null, false), null);
            case '}', ']' -> {
                Level outer = now.outer;
                yield outer == null ? LOST : new JsonCursor(outer.afterValue(), null);
            }
            default -> between;
        };
    }

    private static JsonCursor ended(Level level, Token token, BiConsumer<Outline.Value, Site> found) {
        if (level.expectsName()) {
            Site site = token.isText() ? new Site(Site.Kind.NAME, level.field(), true) : Site.ANYWHERE;
            token.values().forEach(value -> found.accept(value, site));
            return new JsonCursor(
                    token.isText() ? level.named(token.values().isEmpty() ? token.literal() : null) : level, null);
        }
        Site.Kind kind = token.isOnlyValue() ? Site.Kind.WHOLE : Site.Kind.PART;
        boolean isKnown = token.isText() || token.isOnlyValue();
        Site site = isKnown ? new Site(kind, level.next(), token.isText()) : Site.ANYWHERE;
        token.values().forEach(value -> found.accept(value, site));
        return new JsonCursor(level.afterValue(), null);
    }

    /** Returns where a value leads. */
    JsonCursor after(Outline.Value value, BiConsumer<Outline.Value, Site> found) {
        if (level == null) {
            found.accept(value, Site.ANYWHERE);
            return this;
        }
        return new JsonCursor(level, (token == null ? Token.begun(false) : token).with(value));
    }

    /** Returns where something leads that is not known: a whole word, or part of a text. */
    JsonCursor afterUnknown() {
        return level == null ? this : new JsonCursor(level, (token == null ? Token.begun(false) : token).with('…'));
    }

    /** Ends what has begun. */
    void end(BiConsumer<Outline.Value, Site> found) {
        if (level != null && token != null) {
            ended(level, token, found);
        }
    }
}
