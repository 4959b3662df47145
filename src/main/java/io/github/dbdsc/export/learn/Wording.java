package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.export.learn.Scope.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says the values of sites by variables: two sites that always have the same value share one, and a text in which the value
 * of another always stands is put together from it.
 */
final class Wording {

    /** A shorter text stands in others by chance, except as a word. */
    private static final int SHORTEST = 3;

    /** A part of a text: what all instances have there, or a variable. */
    sealed interface Piece {
        record Literal(String text) implements Piece {}

        record Of(Variable variable) implements Piece {}
    }

    private final IdentityHashMap<Pattern.Value, List<Piece>> words = new IdentityHashMap<>();

    /** Returns the pieces of a site's value: a variable alone, or texts and variables. */
    List<Piece> of(Pattern.Value site) {
        return words.getOrDefault(site, List.of());
    }

    /** Adds the sites of a scope, after those of the scopes around it. */
    void add(Scope scope, List<Site> sites) {
        sites.stream()
                .filter(Wording::isPutTogether)
                .sorted(Comparator.comparingLong(Site::count).reversed().thenComparing(Site::length))
                .forEach(site -> words.put(site.pattern(), text(scope, site)));
        sites.stream()
                .filter(site -> !isPutTogether(site))
                .forEach(site -> words.put(site.pattern(), List.of(whole(site))));
    }

    /** A text that is the same wherever it is there stands for itself. */
    private static boolean isPutTogether(Site site) {
        return site.isText()
                && Arrays.stream(site.values())
                                .filter(Objects::nonNull)
                                .distinct()
                                .count()
                        > 1;
    }

    /** A value that is not a text is shared only with a field of the same name: numbers are easily the same by chance. */
    private static Piece whole(Site site) {
        return new Piece.Of(site.scope().variables().stream()
                .filter(variable -> last(variable.path()).equals(site.leaf()))
                .filter(variable -> same(variable.values(), site.values()))
                .findFirst()
                .orElseGet(() -> site.scope().add(Variable.of(site.scope(), site.path(), site.values()))));
    }

    private static String last(List<String> path) {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    private static boolean same(@Nullable JsonNode[] one, @Nullable JsonNode[] other) {
        for (int i = 0; i < one.length; i++) {
            JsonNode value = one[i];
            if (value == null ? other[i] != null : !value.equals(other[i])) {
                return false;
            }
        }
        return true;
    }

    private static List<Piece> text(Scope scope, Site site) {
        List<Chunk> chunks = new ArrayList<>(List.of(new Chunk(texts(site.values()), null)));
        for (Known known : known(scope)) {
            for (int i = 0; i < chunks.size(); i++) {
                Optional<List<Chunk>> split = chunks.get(i).around(known);
                if (split.isPresent()) {
                    chunks.remove(i);
                    chunks.addAll(i, split.get());
                    i++; // what is before the variable has been looked through
                }
            }
        }
        List<Piece> pieces = new ArrayList<>();
        for (Chunk chunk : chunks) {
            pieces.addAll(pieces(scope, site, chunk, chunks.size() == 1));
        }
        return pieces;
    }

    /** @param isWhole whether the chunk is all of the text */
    private static List<Piece> pieces(Scope scope, Site site, Chunk chunk, boolean isWhole) {
        if (chunk.variable() != null) {
            return List.of(new Piece.Of(chunk.variable()));
        }
        Optional<String> constant = chunk.constant();
        if (constant.isPresent()) {
            return constant.get().isEmpty() ? List.of() : List.of(new Piece.Literal(constant.get()));
        }
        CommonEnds ends = CommonEnds.of(chunk.texts(), site.leaf());
        @Nullable JsonNode[] middles = new JsonNode[chunk.texts().length];
        for (int i = 0; i < middles.length; i++) {
            String text = chunk.texts()[i];
            middles[i] = text == null ? null : TextNode.valueOf(ends.middle(text));
        }
        List<Piece> pieces = new ArrayList<>();
        if (!ends.start().isEmpty()) {
            pieces.add(new Piece.Literal(ends.start()));
        }
        boolean isCut = !isWhole || !ends.start().isEmpty() || !ends.end().isEmpty();
        pieces.add(new Piece.Of(scope.add(Variable.of(scope, isCut ? ofPart(site.path()) : site.path(), middles))));
        if (!ends.end().isEmpty()) {
            pieces.add(new Piece.Literal(ends.end()));
        }
        return pieces;
    }

    /** Part of a path is no path, nor is part of a key one: {@code notebook}, not {@code notebook_path}. */
    private static List<String> ofPart(List<String> path) {
        if (path.isEmpty()) {
            return path;
        }
        List<String> named = new ArrayList<>(path);
        named.set(path.size() - 1, path.get(path.size() - 1).replaceFirst("(?<=.)_(path|key)$", ""));
        return named;
    }

    private static @Nullable String[] texts(@Nullable JsonNode[] values) {
        @Nullable String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = values[i];
            texts[i] = value == null ? null : value.textValue();
        }
        return texts;
    }

    /** A variable of texts, with its values in the scope that may use it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Known(Variable variable, @Nullable String[] texts, long length) {}

    /** Returns the variables that a scope may use in texts, the longest first. */
    private static List<Known> known(Scope scope) {
        List<Known> known = new ArrayList<>();
        Scope from = scope;
        while (from != null) {
            for (Variable variable : from.variables()) {
                @Nullable JsonNode[] values = spread(variable, scope);
                long length = 0;
                boolean isText = true;
                for (JsonNode value : values) {
                    isText &= value == null || value.isTextual();
                    length += value == null ? 0 : value.asText().length();
                }
                if (isText && length > 0) {
                    known.add(new Known(variable, texts(values), length));
                }
            }
            from = from.outer();
        }
        known.sort(Comparator.comparingLong(Known::length).reversed());
        return known;
    }

    /** Returns the values of a variable of this scope or one around it, for each instance of this scope. */
    private static @Nullable JsonNode[] spread(Variable variable, Scope scope) {
        Scope outer = scope.outer();
        return variable.scope() == scope || outer == null ? variable.values() : scope.spread(spread(variable, outer));
    }

    /**
     * A part of the texts of all instances.
     *
     * @param texts of each instance; null where an instance has none
     * @param variable whose values these are; null where that is not known
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Chunk(@Nullable String[] texts, @Nullable Variable variable) {

        Optional<String> constant() {
            String first = null;
            for (String text : texts) {
                if (first != null && text != null && !first.equals(text)) {
                    return Optional.empty();
                }
                first = text == null ? first : text;
            }
            return Optional.ofNullable(first);
        }

        /** Reports whether a part of a text stands alone: no letter or digit is next to it. */
        private static boolean isWord(String text, int start, int end) {
            return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        }

        /**
         * Returns what is before, in and after a variable; empty unless its value is in each text, and no more differs
         * before and after it than differed so far.
         */
        Optional<List<Chunk>> around(Known known) {
            if (variable != null) {
                return Optional.empty();
            }
            @Nullable String[] before = new String[texts.length];
            @Nullable String[] after = new String[texts.length];
            boolean isWhole = true;
            boolean isLong = true;
            for (int i = 0; i < texts.length; i++) {
                String text = texts[i];
                String inside = known.texts()[i];
                if (text == null) {
                    continue;
                }
                int at = inside == null || inside.isEmpty() ? -1 : text.indexOf(inside);
                if (at < 0 || inside == null) {
                    return Optional.empty();
                }
                isWhole &= text.length() == inside.length();
                isLong &= inside.length() >= SHORTEST || isWord(text, at, at + inside.length());
                before[i] = text.substring(0, at);
                after[i] = text.substring(at + inside.length());
            }
            Chunk start = new Chunk(before, null);
            Chunk end = new Chunk(after, null);
            return (isWhole || isLong)
                            && (start.constant().isPresent() || end.constant().isPresent())
                    ? Optional.of(List.of(start, new Chunk(texts, known.variable()), end))
                    : Optional.empty();
        }
    }
}
