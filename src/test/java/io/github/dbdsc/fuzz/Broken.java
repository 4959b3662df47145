package io.github.dbdsc.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Breaks texts and bytes without regard to what they mean. */
public final class Broken {

    /** What text programs stumble over: ends, marks, halves of characters, numbers without end, nesting without end. */
    private static final List<String> ODDITIES = List.of(
            "\0",
            "\uFEFF",
            "\uD800",
            "\uDFFF",
            "\u202E",
            "\u2028",
            "\u0085",
            "\r",
            "\r\n",
            "\n",
            "\t",
            " ",
            "😀",
            "e\u0301",
            "İ",
            "ß",
            "\\",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "/",
            "//",
            "/*",
            "#",
            "$",
            "%",
            "\\u0000",
            "\\ud800",
            "\\x",
            "-",
            "-0",
            "1e999",
            "-1e-999999999",
            "1E2147483648",
            "9223372036854775808",
            "NaN",
            "Infinity",
            "null",
            "true",
            "0x10",
            "1".repeat(1_200),
            "[".repeat(1_200),
            "{\"a\":".repeat(1_200),
            "a".repeat(70_000),
            "..",
            "../",
            "%00",
            "&",
            "<",
            ">",
            "=",
            ";",
            "\u00A0",
            "１");

    private Broken() {}

    /** One of the texts that programs stumble over. */
    public static String oddity(RandomGenerator random) {
        return ODDITIES.get(random.nextInt(ODDITIES.size()));
    }

    /** The text with one to four changes. */
    public static String text(String sample, RandomGenerator random) {
        String text = sample;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            text = changed(text, random);
        }
        return text;
    }

    private static String changed(String text, RandomGenerator random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(1, 20));
        String before = text.substring(0, from);
        String part = text.substring(from, to);
        String after = text.substring(to);
        return switch (random.nextInt(7)) {
            case 0 -> before + after;
            case 1 -> before + part + part + after;
            case 2 -> before + oddity(random) + part + after;
            case 3 -> before + oddity(random) + after;
            case 4 -> random.nextInt(3) == 0 ? before : part + before + after;
            case 5 -> before + (char) random.nextInt(1, 0x180) + part + after;
            default -> before + new StringBuilder(part).reverse() + after;
        };
    }

    /** The bytes with one to four changes. */
    public static byte[] bytes(byte[] sample, RandomGenerator random) {
        byte[] bytes = sample;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            bytes = changed(bytes, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        byte[] copy = bytes.clone();
        int at = random.nextInt(copy.length);
        switch (random.nextInt(4)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt();
            case 2 -> copy = Arrays.copyOf(copy, at);
            default -> System.arraycopy(bytes, at, copy, 0, Math.min(bytes.length - at, random.nextInt(1, 20)));
        }
        return copy;
    }
}
