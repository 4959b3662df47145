package io.github.dbdsc.local.host;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of an HTTP function below the host's root, {@code /api/runs/{id}}, matched as the Functions host matches it:
 * without regard to case, with or without a slash at the end. A segment in braces stands for any one that is not empty,
 * decoded but for {@code %2F}, which stays as it is; one that begins with an asterisk, which is the last, for all that
 * follow. (A method that no function declares for a path is 404 there, like
 * another path, and never 405.)
 *
 * @param path as it is declared
 */
record HostRoute(String path) {

    private static final Pattern ENCODED = Pattern.compile("(?:%[0-9a-fA-F]{2})+");

    /** Returns what the segments in braces stand for, by their names; empty for another path. */
    Optional<Map<String, String>> match(String rawPath) {
        List<String> wanted = List.of(path.split("/", -1));
        List<String> given = List.of(rawPath.replaceFirst("(?<=.)/$", "").split("/", -1));
        boolean takesRest = wanted.get(wanted.size() - 1).startsWith("{*");
        if (takesRest ? wanted.size() > given.size() : wanted.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            String segment = wanted.get(i);
            boolean isRest = takesRest && i == wanted.size() - 1;
            String value = decodedButSlashes(isRest ? String.join("/", given.subList(i, given.size())) : given.get(i));
            if (segment.startsWith("{") && !value.isEmpty()) {
                values.put(segment.replaceAll("[{*}]|:.*", ""), value);
            } else if (!segment.equalsIgnoreCase(value)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String decodedButSlashes(String segment) {
        StringBuilder decoded = new StringBuilder();
        Matcher slash = Pattern.compile("%2[fF]").matcher(segment);
        int done = 0;
        while (slash.find()) {
            decoded.append(decoded(segment.substring(done, slash.start()))).append(slash.group());
            done = slash.end();
        }
        return decoded.append(decoded(segment.substring(done))).toString();
    }

    /** Decodes what is percent-encoded UTF-8, and leaves the rest as it is. */
    static String decoded(String text) {
        return ENCODED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(utf8(found.group())));
    }

    private static String utf8(String encoded) {
        byte[] bytes = new byte[encoded.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(encoded, 3 * i + 1, 3 * i + 3, 16);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return encoded;
        }
    }
}
