package io.github.dbdsc.model;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a job's tag holds a key. What Azure does with a tag that is not ASCII is not documented, so characters beyond it are
 * percent-encoded as UTF-8, and {@code %} itself is. A tag that would be too long ends with the key's digest instead of its
 * rest, and can be read by whoever knows the key. Older releases wrote the key as it is: that is read, too.
 */
public final class KeyTag {

    private static final char ESCAPE = '%';
    private static final int ESCAPED = 3;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Can't be part of a whole tag: what follows the sign is no number. */
    private static final String DIGEST = "%sha256:";

    private static final int DIGITS = 64;
    private static final int BEGINNING = JobKey.MAX_LENGTH - DIGEST.length() - DIGITS;
    private static final Pattern CUT = Pattern.compile(".*" + DIGEST + "[0-9a-f]{" + DIGITS + "}");

    private KeyTag() {}

    /** Returns the tag of a key: ASCII, and no longer than a tag may be. */
    public static String of(JobKey key) {
        String whole = whole(key);
        return whole.length() <= JobKey.MAX_LENGTH
                ? whole
                : beginning(whole) + DIGEST + Sha256.hex(key.value().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the tag of a key whatever its length: it can be read without knowing the key. */
    public static String whole(JobKey key) {
        return encoded(key.value());
    }

    /** Reports whether a tag holds a digest instead of the key's rest. */
    public static boolean isCut(String tag) {
        return tag.length() > DIGEST.length() + DIGITS && CUT.matcher(tag).matches();
    }

    /** Reports whether a tag may be that of a key. */
    public static boolean mayBeOf(String tag, JobKey key) {
        return readings(tag).contains(key) || (isCut(tag) && of(key).equals(tag));
    }

    /** Returns the key in a tag, as this release writes it. A tag that is cut is a key of its own. */
    public static JobKey key(String tag) {
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

    /** Returns how a tag begins that is too long, without the half of a sign. */
    private static String beginning(String whole) {
        int sign = whole.indexOf(ESCAPE, BEGINNING - ESCAPED + 1);
        return whole.substring(0, sign >= 0 && sign < BEGINNING ? sign : BEGINNING);
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
