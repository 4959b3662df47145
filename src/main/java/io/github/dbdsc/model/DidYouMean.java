package io.github.dbdsc.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that the user probably meant. */
public final class DidYouMean {

    /** Words that differ by more slips than this are different words. */
    private static final int MOST_SLIPS = 2;

    /** Allows one slip for this many letters, so that short words are not confused. */
    private static final int LETTERS_PER_SLIP = 4;

    private DidYouMean() {}

    /** Returns the end of a message, {@code ; did you mean 'num_workers'?}, or {@code ""} when no word is close. */
    public static String ending(String written, Collection<String> words) {
        return nearest(written, words)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** Returns the closest word: the same letters in another case or with other separators, or at most a few slips away. */
    public static Optional<String> nearest(String written, Collection<String> words) {
        return nearest(written, words, LETTERS_PER_SLIP);
    }

    /** Does the same among a few short words, like the names of targets: {@code dve} is {@code dev}. */
    public static String endingAmongFew(String written, Collection<String> words) {
        return nearestOfFew(written, words)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** Returns the closest of a few short words. */
    public static Optional<String> nearestOfFew(String written, Collection<String> words) {
        return nearest(written, words, LETTERS_PER_SLIP - 1);
    }

    private static Optional<String> nearest(String written, Collection<String> words, int lettersPerSlip) {
        String letters = letters(written);
        return words.stream()
                .flatMap(word -> candidate(letters, word, lettersPerSlip).stream())
                .min(Comparator.comparingInt(Candidate::slips).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    private record Candidate(String word, int slips) {}

    private static Optional<Candidate> candidate(String letters, String word, int lettersPerSlip) {
        String others = letters(word);
        int most = Math.min(MOST_SLIPS, Math.max(letters.length(), others.length()) / lettersPerSlip);
        int slips = slips(letters, others, most);
        return slips <= most ? Optional.of(new Candidate(word, slips)) : Optional.empty();
    }

    private static String letters(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[_\\-\\s]", "");
    }

    /**
     * Counts the letters to insert, leave out, change or swap with the next one to get from one word to another. Returns
     * any number above the limit when the words differ too much in length to stay within it.
     */
    private static int slips(String from, String to, int limit) {
        if (Math.abs(from.length() - to.length()) > limit) {
            return limit + 1;
        }
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int cheapest = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(cheapest, cost[i - 2][j - 2] + 1) : cheapest;
    }
}
