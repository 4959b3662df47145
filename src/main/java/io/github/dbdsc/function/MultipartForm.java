package io.github.dbdsc.function;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the files of a form as browsers and curl send it (RFC 7578): text only, and strictly. File names may contain
 * folders, which that format leaves to the parties.
 */
final class MultipartForm {

    private static final String NEW_LINE = "\r\n";

    /** RFC 2046: at most 70 of these characters. */
    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary=(?:\"([0-9A-Za-z'()+_,./:=? -]{1,70})\"|([0-9A-Za-z'+_.-]{1,70}))\\s*(?:;|$)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern FILE_NAME =
            Pattern.compile(";\\s*filename=\"([^\"\\\\]+)\"", Pattern.CASE_INSENSITIVE);

    /** What a decoder puts in place of bytes that are not in its encoding. */
    private static final char REPLACEMENT = '\uFFFD';

    private final String body;
    private final String delimiter;
    private final Map<String, String> files = new LinkedHashMap<>();

    private MultipartForm(String body, String delimiter) {
        this.body = body;
        this.delimiter = delimiter;
    }

    /**
     * Returns the contents of a form's files by file name, in order.
     *
     * @param contentType the request's, which has the boundary
     * @throws HttpProblem when the body is not such a form, a part is no file, or two have one name
     */
    static Map<String, String> files(String contentType, String body) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw malformed("its Content-Type has no boundary");
        }
        String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
        MultipartForm form = new MultipartForm(body, "--" + name);
        form.read();
        return form.files;
    }

    private void read() {
        if (!body.startsWith(delimiter)) {
            throw malformed("it does not begin with its boundary");
        }
        int at = delimiter.length();
        while (!body.startsWith("--", at)) {
            if (!body.startsWith(NEW_LINE, at)) {
                throw malformed("there is no line end after a boundary");
            }
            int start = at + NEW_LINE.length();
            int end = body.indexOf(NEW_LINE + delimiter, at);
            if (end < 0) {
                throw malformed("it ends without its closing boundary");
            }
            add(body.substring(start, Math.max(start, end)));
            at = end + NEW_LINE.length() + delimiter.length();
        }
    }

    private void add(String part) {
        int headersEnd = part.indexOf(NEW_LINE + NEW_LINE);
        if (headersEnd < 0) {
            throw malformed("a part has no headers");
        }
        String name = fileName(part.substring(0, headersEnd));
        String content = part.substring(headersEnd + 2 * NEW_LINE.length());
        if (content.indexOf(REPLACEMENT) >= 0 || name.indexOf(REPLACEMENT) >= 0) {
            throw malformed("'" + name + "' did not arrive as UTF-8; send it as application/json instead");
        }
        if (files.put(name, content) != null) {
            throw malformed("two files have the name '" + name + "'");
        }
    }

    private static String fileName(String headers) {
        for (String header : headers.split(NEW_LINE, -1)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                Matcher name = FILE_NAME.matcher(header);
                if (name.find()) {
                    return name.group(1);
                }
            }
        }
        throw malformed("each part must have a file name, its path in the container: filename=\"jobs/a.json\"");
    }

    private static HttpProblem malformed(String why) {
        return HttpProblem.notUnderstood("the form can't be read: " + why);
    }
}
