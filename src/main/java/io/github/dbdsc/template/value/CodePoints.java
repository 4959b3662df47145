package io.github.dbdsc.template.value;

import org.jspecify.annotations.Nullable;

/** Where the characters of a long text are, so that reaching one of them does not take a pass over all before it. */
final class CodePoints {

    /** A shorter text is passed over each time. */
    private static final int SHORT = 256;

    /** Code points between two that are noted. */
    private static final int NOTED = 64;

    private final String text;
    private final int length;

    /** The index of each {@value #NOTED}th code point; null where every char is one. */
    private final int @Nullable [] offsets;

    private CodePoints(String text) {
        this.text = text;
        this.length = text.codePointCount(0, text.length());
        this.offsets = length == text.length() ? null : offsets(text, length);
    }

    private static int[] offsets(String text, int length) {
        int[] offsets = new int[length / NOTED + 1];
        for (int i = 1; i < offsets.length; i++) {
            offsets[i] = text.offsetByCodePoints(offsets[i - 1], NOTED);
        }
        return offsets;
    }

    /** The number of code points of a text; a long one is passed over once as long as a rendering works with it. */
    static int count(String text) {
        return text.length() <= SHORT
                ? text.codePointCount(0, text.length())
                : Budget.current().codePoints(text).length;
    }

    /** The index in chars of an index in code points. */
    static int offset(String text, int index) {
        if (text.length() > SHORT) {
            return Budget.current().codePoints(text).offset(index);
        }
        boolean plain = text.codePointCount(0, text.length()) == text.length();
        return plain ? index : text.offsetByCodePoints(0, index);
    }

    private int offset(int index) {
        int[] noted = offsets;
        return noted == null ? index : text.offsetByCodePoints(noted[index / NOTED], index % NOTED);
    }

    /** The long texts that a rendering worked with last. */
    static final class Recent {

        private static final int KEPT = 8;

        private final @Nullable CodePoints[] kept = new CodePoints[KEPT];
        private int oldest;

        @SuppressWarnings("ReferenceEquality") // to compare the texts would be a pass over them
        CodePoints of(String text, Budget budget) {
            for (CodePoints known : kept) {
                if (known != null && known.text == text) {
                    return known;
                }
            }
            budget.passing(text.length());
            CodePoints made = new CodePoints(text);
            kept[oldest] = made;
            oldest = (oldest + 1) % KEPT;
            return made;
        }
    }
}
