package io.github.dbdsc.template.value;

import java.util.Arrays;

/** Collects a text of many short pieces, for which it is quicker than a {@link StringBuilder}. */
public final class TextBuffer {

    /** A call that copies all characters at once pays from here on. */
    private static final int LONG = 32;

    /** A smaller number is written digit by digit, without a text of its own. */
    private static final int SMALL_NUMBER = 1_000_000;

    /** A buffer grows faster until it is that long. */
    private static final int LARGE = 1 << 14;

    private char[] text = new char[128];
    private int length;

    /** Makes the table of ASCII characters that are written as they are: those that can be seen, and the space. */
    public static boolean[] plainExcept(String others) {
        boolean[] plain = new boolean[0x7f];
        for (char c = ' '; c < plain.length; c++) {
            plain[c] = others.indexOf(c) < 0;
        }
        return plain;
    }

    public int length() {
        return length;
    }

    /** Makes room for so many more characters. */
    private void reserve(int more) {
        if (length + more > text.length) {
            int factor = text.length < LARGE ? 4 : 2;
            text = Arrays.copyOf(text, Math.max(length + more, text.length * factor));
        }
    }

    public TextBuffer append(char c) {
        reserve(1);
        text[length++] = c;
        return this;
    }

    public TextBuffer appendCodePoint(int c) {
        return Character.isBmpCodePoint(c)
                ? append((char) c)
                : append(Character.highSurrogate(c)).append(Character.lowSurrogate(c));
    }

    public TextBuffer append(String more) {
        return append(more, 0, more.length());
    }

    public TextBuffer append(String more, int start, int end) {
        int size = end - start;
        reserve(size);
        char[] to = text;
        int at = length;
        if (size > LONG) {
            more.getChars(start, end, to, at);
        } else {
            for (int i = 0; i < size; i++) {
                to[at + i] = more.charAt(start + i);
            }
        }
        length = at + size;
        return this;
    }

    /**
     * Appends a text from a character on, up to the first that is not plain.
     *
     * @param plain for each ASCII character whether it is written as it is; no other character is
     * @return where the first character is that is not plain, or the text's length
     */
    public int appendPlain(String more, int start, boolean[] plain) {
        int end = more.length();
        reserve(end - start);
        char[] to = text;
        int at = length;
        int i = start;
        while (i < end) {
            char c = more.charAt(i);
            if (c >= plain.length || !plain[c]) {
                break;
            }
            to[at++] = c;
            i++;
        }
        length = at;
        return i;
    }

    public TextBuffer append(long number) {
        if (number < 0 || number >= SMALL_NUMBER) {
            return append(Long.toString(number));
        }
        int digits = 1;
        for (long power = 10; power <= number; power *= 10) {
            digits++;
        }
        reserve(digits);
        length += digits;
        int rest = (int) number;
        for (int at = length - 1; at >= length - digits; at--) {
            text[at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    @Override
    public String toString() {
        return new String(text, 0, length);
    }
}
