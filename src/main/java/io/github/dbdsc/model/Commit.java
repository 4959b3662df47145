package io.github.dbdsc.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The commit that a file was uploaded from, as whoever uploaded it says: text of others, which is shortened and made
 * safe to print here.
 *
 * @param id its hash; {@code ""} when that is not known
 * @param author its author's name; {@code ""} when that is not known
 * @param committedAt its time as ISO 8601 has it, in UTC; {@code ""} when that is not known
 */
public record Commit(String id, String author, String committedAt) {

    /** A SHA-256 in hexadecimal digits. */
    private static final int LONGEST_ID = 64;

    private static final int LONGEST_AUTHOR = 100;

    /** Enough digits to find the commit in any repository. */
    private static final int SHORT_ID = 12;

    public Commit {
        id = shortened(id, LONGEST_ID);
        author = shortened(author, LONGEST_AUTHOR);
        committedAt = inUtc(committedAt);
    }

    /** Returns a commit; empty when neither its hash nor its author is known. */
    public static Optional<Commit> of(String id, String author, String committedAt) {
        Commit commit = new Commit(id, author, committedAt);
        return commit.id.isEmpty() && commit.author.isEmpty() ? Optional.empty() : Optional.of(commit);
    }

    /** Returns the commit in a few words: {@code commit 3fa94c1e6b2d by Jane Doe}. */
    public String text() {
        String named = id.isEmpty() ? "a commit" : "commit " + id.substring(0, Math.min(SHORT_ID, id.length()));
        return author.isEmpty() ? named : named + " by " + author;
    }

    /** Returns the commit in a few words, with its time: {@code commit 3fa94c1e6b2d of 2026-11-22T09:15:00Z}. */
    public String dated() {
        return committedAt.isEmpty() ? text() : text() + " of " + committedAt;
    }

    /** Reports whether this is another commit, and was made before: not where one of the times is not known. */
    public boolean isOlderThan(Commit other) {
        return !committedAt.isEmpty()
                && !other.committedAt.isEmpty()
                && !(id.equals(other.id) && !id.isEmpty())
                && Instant.parse(committedAt).isBefore(Instant.parse(other.committedAt));
    }

    /** Returns the same commit, whoever made it. */
    Commit withoutAuthor() {
        return author.isEmpty() ? this : new Commit(id, "", committedAt);
    }

    private static String shortened(String text, int longest) {
        String visible = VisibleText.escaped(VisibleText.of(text)).strip();
        if (visible.length() <= longest) {
            return visible;
        }
        int end = Character.isHighSurrogate(visible.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return visible.substring(0, end) + "…";
    }

    private static String inUtc(String time) {
        try {
            return time.isEmpty() ? "" : OffsetDateTime.parse(time).toInstant().toString();
        } catch (DateTimeException e) {
            return "";
        }
    }
}
