package io.github.dbdsc.definition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A file as it was when the snapshot was taken. */
public final class SourceFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String path;
    private final String etag;
    private final byte[] content;

    /**
     * @param path relative to the container, with {@code /} between folders
     * @param etag changes whenever the content does; may change without it
     */
    public SourceFile(String path, String etag, byte[] content) {
        this.path = path;
        this.etag = etag;
        this.content = content.clone();
    }

    public String path() {
        return path;
    }

    public String etag() {
        return etag;
    }

    /** Returns whether the other file has the same content, whatever their paths and etags. */
    boolean hasContentOf(SourceFile other) {
        return this == other || Arrays.equals(content, other.content);
    }

    /**
     * Returns the content as text, without a byte order mark.
     *
     * @throws CharacterCodingException when it is not UTF-8
     */
    public String text() throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(content))
                .toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    @Override
    public String toString() {
        return path + "@" + etag;
    }
}
