package io.github.dbdsc.upload;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that storage accounts keep of a blob, which tells whether it has changed. No protection against anybody. */
public final class ContentHash {

    private ContentHash() {}

    /** Returns the MD5 of a content. */
    public static byte[] of(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** Returns a hash as text. */
    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }
}
