package io.github.dbdsc.upload;

import io.github.dbdsc.model.Commit;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an upload leaves on each file: whose it is, so that a later upload removes its own files and no others, and where it
 * comes from, for people.
 *
 * @param source names the repository and the folder in it
 * @param commit the rest in the order of writing, by name; empty where no commit is known
 */
public record UploadMark(String source, Map<String, String> commit) {

    private static final String SOURCE = "source";
    private static final String COMMIT = "commit";
    private static final String COMMITTED_AT = "committed_at";
    private static final String AUTHOR = "author";

    public UploadMark {
        commit = Map.copyOf(commit);
    }

    /** Returns the mark of a commit. */
    public static UploadMark of(String source, String commit, String committedAt, String author) {
        return new UploadMark(source, Map.of(COMMIT, commit, COMMITTED_AT, committedAt, AUTHOR, author));
    }

    /** Returns the mark as metadata, percent-encoded: HTTP headers, and so metadata, hold ASCII only. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SOURCE, encoded(source));
        commit.forEach((name, value) -> metadata.put(name, encoded(value)));
        return metadata;
    }

    /** Returns the source in a file's metadata, whose names may be in any case; empty when there is none. */
    public static Optional<String> source(Map<String, String> metadata) {
        return value(metadata, SOURCE);
    }

    /** Returns the commit in a file's metadata; empty when there is none. */
    public static Optional<Commit> commit(Map<String, String> metadata) {
        return metadata.isEmpty()
                ? Optional.empty()
                : Commit.of(
                        value(metadata, COMMIT).orElse(""),
                        value(metadata, AUTHOR).orElse(""),
                        value(metadata, COMMITTED_AT).orElse(""));
    }

    private static Optional<String> value(Map<String, String> metadata, String name) {
        return metadata.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> decoded(entry.getValue()))
                .findFirst();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value; // somebody else's
        }
    }
}
