package io.github.dbdsc.local.host;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The text of a body as a Java function gets it from the Functions host. The host itself reads it as UTF-8
 * ({@code HttpRequestExtensions.ReadAsStringAsync}), whatever charset the content type names: a byte order mark at its
 * beginning counts instead and is dropped, and what is not in the encoding becomes U+FFFD. A form or an
 * {@code application/octet-stream} it hands on as bytes, which the Java worker decodes in the charset of its platform
 * ({@code RpcByteArrayDataSource}: {@code new String(bytes)}).
 */
final class HostBody {

    /** In this order: the mark of UTF-16 is the beginning of the one of UTF-32. */
    private static final Map<String, Charset> MARKS = marks();

    private HostBody() {}

    private static Map<String, Charset> marks() {
        Map<String, Charset> marks = new LinkedHashMap<>();
        marks.put("\u00ef\u00bb\u00bf", StandardCharsets.UTF_8);
        marks.put("\u00ff\u00fe\0\0", Charset.forName("UTF-32LE"));
        marks.put("\0\0\u00fe\u00ff", Charset.forName("UTF-32BE"));
        marks.put("\u00ff\u00fe", StandardCharsets.UTF_16LE);
        marks.put("\u00fe\u00ff", StandardCharsets.UTF_16BE);
        return marks;
    }

    /** @param platform the charset of the worker's Java platform */
    static String text(byte[] body, String contentType, Charset platform) {
        String type = contentType.toLowerCase(Locale.ROOT).strip();
        if (type.startsWith("multipart/") || type.startsWith("application/octet-stream")) {
            return new String(body, platform);
        }
        String bytes = new String(body, StandardCharsets.ISO_8859_1);
        return MARKS.entrySet().stream()
                .filter(mark -> bytes.startsWith(mark.getKey()))
                .findFirst()
                .map(mark -> new String(
                        body,
                        mark.getKey().length(),
                        body.length - mark.getKey().length(),
                        mark.getValue()))
                .orElseGet(() -> new String(body, StandardCharsets.UTF_8));
    }
}
