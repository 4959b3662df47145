package io.github.dbdsc.template.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects a text of many short pieces, for which it is quicker than a {@link StringBuilder}: a character takes a byte until
 * one comes that needs more, as in the {@link String} that is made of them.
 */
public final class TextBuffer {

    /** A smaller number is written digit by digit, without a text of its own. */
    private static final int SMALL_NUMBER = 1_000_000;

    /** A buffer grows faster until it is that long. */
    private static final int LARGE = 1 << 14;

    private static final int MAX_BYTE = 0xff;

    private byte[] bytes = new byte[256];
    private int length;

    /** What was collected, from the first character on that is more than a byte. */
    private @Nullable StringBuilder wide;

    /** Makes the table of ASCII characters that are written as they are: those that can be seen, and the space. */
    public static boolean[] plainExcept(String others) {
        boolean[] plain = new boolean[0x7f];
        for (char c = ' '; c < plain.length; c++) {
            plain[c] = others.indexOf(c) < 0;
        }
        return plain;
    }

    public int length() {
        return wide == null ? length : wide.length();
    }

    /** Makes room for so many more bytes. */
    private void reserve(int more) {
        if (length + more > bytes.length) {
            int factor = bytes.length < LARGE ? 4 : 2;
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * factor));
        }
    }

    private StringBuilder widened() {
        if (wide == null) {
            wide = new StringBuilder(length + bytes.length).append(latin());
        }
        return wide;
    }

    private String latin() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    public TextBuffer append(char c) {
        if (wide != null || c > MAX_BYTE) {
            widened().append(c);
        } else {
            reserve(1);
            bytes[length++] = (byte) c;
        }
        return this;
    }

    public TextBuffer appendCodePoint(int c) {
        if (Character.isBmpCodePoint(c)) {
            return append((char) c);
        }
        widened().appendCodePoint(c);
        return this;
    }

    public TextBuffer append(String more) {
        // separators are short, and most of what is appended: a loop costs more than they do
        return more.length() == 2 ? append(more.charAt(0)).append(more.charAt(1)) : append(more, 0, more.length());
    }

    public TextBuffer append(String more, int start, int end) {
        int at = start;
        if (wide == null) {
            reserve(end - start);
            byte[] to = bytes;
            int shift = length - start;
            char c;
            while (at < end && (c = more.charAt(at)) <= MAX_BYTE) {
                to[at + shift] = (byte) c;
                at++;
            }
            length = at + shift;
        }
        if (at < end) {
            widened().append(more, at, end);
        }
        return this;
    }

    /**
     * Appends a text in quotes if all of it is plain, and nothing otherwise.
     *
     * @param plain for each ASCII character whether it is written as it is; no other character is
     * @return whether it was appended
     */
    public boolean appendQuoted(char quote, String text, boolean[] plain) {
        int size = text.length();
        if (wide != null) {
            return appendQuotedWide(wide, quote, text, plain);
        }
        reserve(size + 2);
        byte[] to = bytes;
        int first = length + 1;
        for (int i = 0; i < size; i++) {
            char c = text.charAt(i);
            if (c >= plain.length || !plain[c]) {
                return false;
            }
            to[first + i] = (byte) c;
        }
        to[length] = (byte) quote;
        to[first + size] = (byte) quote;
        length += size + 2;
        return true;
    }

    private static boolean appendQuotedWide(StringBuilder to, char quote, String text, boolean[] plain) {
        if (!text.chars().allMatch(c -> c < plain.length && plain[c])) {
            return false;
        }
        to.append(quote).append(text).append(quote);
        return true;
    }

    public TextBuffer append(long number) {
        if (wide != null || number < 0 || number >= SMALL_NUMBER) {
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
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return this;
    }

    @Override
    public String toString() {
        return wide == null ? latin() : wide.toString();
    }
}
