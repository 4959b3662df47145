package io.github.dbdsc.definition.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class DidYouMean {

    /** No more slips than this are taken for the same word. */
    private static final int MOST_SLIPS = 2;

    /** A slip for every so many letters, so that short words are not taken for each other. */
    private static final int LETTERS_A_SLIP = 4;

    private DidYouMean() {}

    /** The end of a message: {@code ; did you mean 'num_workers'?}, or nothing when no word is near. */
    static String ending(String written, Collection<String> words) {
        return nearest(written, words)
                .map(word -> "; did you mean '" + word + "'?")
                .orElse("");
    }

    /** The nearest word: the same letters in another case or otherwise parted, else at most a few slips away. */
    static Optional<String> nearest(String written, Collection<String> words) {
        String letters = letters(written);
        int slips = Math.min(MOST_SLIPS, letters.length() / LETTERS_A_SLIP);
        return words.stream()
                .map(word -> new Candidate(word, slips(letters, letters(word), slips)))
                .filter(candidate -> candidate.slips <= slips)
                .min(Comparator.comparingInt(Candidate::slips).thenComparing(Candidate::word))
                .map(Candidate::word);
    }

    private record Candidate(String word, int slips) {}

    private static String letters(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[_\\-\\s]", "");
    }

    /**
     * How many letters are to be put in, left out, changed or swapped with the next one to get from one word to another;
     * something greater than the limit as soon as it is certain to be passed.
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
