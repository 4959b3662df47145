package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.PythonError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent encoding, as Python's {@code urllib.parse.quote} does it. */
public final class PercentEncoding {

    private static final String UNRESERVED = "-._~";
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoding() {}

    /** Quotes text for a path, where slashes stay. */
    public static String quotePath(String text) {
        return quote(text, "/");
    }

    /** Quotes text for a query, where spaces become plus signs. */
    public static String quoteQuery(String text) {
        return quote(text, "").replace("%20", "+");
    }

    private static String quote(String text, String safe) {
        StringBuilder out = new StringBuilder();
        ByteBuffer bytes = utf8(text);
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0 || safe.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        Budget.current().size(out.length());
        return out.toString();
    }

    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new PythonError(
                    PythonError.Kind.UNICODE_ENCODE_ERROR,
                    "'utf-8' codec can't encode a character: surrogates not allowed");
        }
    }
}
