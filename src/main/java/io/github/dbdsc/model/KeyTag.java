package io.github.dbdsc.model;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * How a job's tag holds a key. What Azure does with a tag that is not ASCII is not documented, so characters beyond it are
 * percent-encoded as UTF-8, and {@code %} itself is. Older releases wrote the key as it is, and so does this one where the
 * tag would be too long otherwise: both forms are read.
 */
public final class KeyTag {

    private static final char ESCAPE = '%';
    private static final int ESCAPED = 3;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private KeyTag() {}

    /** Returns the tag of a key. */
    public static String of(JobKey key) {
        String encoded = encoded(key.value());
        return encoded.length() <= JobKey.MAX_LENGTH ? encoded : key.value();
    }

    /** Returns the key in a tag, as this release writes it. */
    static JobKey key(String tag) {
        return decoded(tag).orElseGet(() -> new JobKey(tag));
    }

    /** Returns the keys that a tag may hold: what this release would have written it for, and what an older one would. */
    public static Set<JobKey> readings(String tag) {
        return decoded(tag).map(key -> Set.of(key, new JobKey(tag))).orElseGet(() -> Set.of(new JobKey(tag)));
    }

    private static Optional<JobKey> decoded(String tag) {
        if (tag.indexOf(ESCAPE) < 0) {
            return Optional.empty();
        }
        try {
            byte[] bytes = new byte[tag.length()];
            int length = 0;
            for (int i = 0; i < tag.length(); i++) {
                boolean escaped = tag.charAt(i) == ESCAPE;
                bytes[length++] = (byte) (escaped ? HexFormat.fromHexDigits(tag, i + 1, i + ESCAPED) : tag.charAt(i));
                i += escaped ? ESCAPED - 1 : 0;
            }
            String key = new String(bytes, 0, length, StandardCharsets.UTF_8);
            return encoded(key).equals(tag) ? Optional.of(new JobKey(key)) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty(); // a key with a percent sign, as it is
        }
    }

    private static String encoded(String key) {
        if (key.chars().allMatch(c -> c <= '\u007F' && c != ESCAPE)) {
            return key;
        }
        StringBuilder encoded = new StringBuilder();
        for (byte next : key.getBytes(StandardCharsets.UTF_8)) {
            if (next < 0 || next == ESCAPE) {
                encoded.append(ESCAPE);
                HEX.toHexDigits(encoded, next);
            } else {
                encoded.append((char) next);
            }
        }
        return encoded.toString();
    }
}
