package io.github.dbdsc.definition;

import io.github.dbdsc.model.Commit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file as it was when the snapshot was taken: its content, or why that could not be read. */
public final class SourceFile {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String path;
    private final String etag;
    private final byte[] content;
    private final @Nullable String fault;
    private final @Nullable Commit commit;

    /**
     * @param path relative to the container, with {@code /} between folders
     * @param etag changes whenever the content does; may change without it
     */
    public SourceFile(String path, String etag, byte[] content) {
        this(path, etag, content.clone(), null, null);
    }

    private SourceFile(String path, String etag, byte[] content, @Nullable String fault, @Nullable Commit commit) {
        this.path = path;
        this.etag = etag;
        this.content = content;
        this.fault = fault;
        this.commit = commit;
    }

    /**
     * Returns a file that is there, but can't be read. Whatever needs it keeps its job; everything else goes on.
     *
     * @param fault why not, and what to do about it, as the message of a problem
     */
    public static SourceFile unreadable(String path, String etag, String fault) {
        return new SourceFile(path, etag, new byte[0], fault, null);
    }

    /** Returns the same file, uploaded from this commit; null when that is not known. */
    public SourceFile from(@Nullable Commit uploaded) {
        return new SourceFile(path, etag, content, fault, uploaded);
    }

    public String path() {
        return path;
    }

    public String etag() {
        return etag;
    }

    /** Returns why the file can't be read; empty when it can. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Returns the commit that the file was uploaded from; empty when that is not known. */
    public Optional<Commit> commit() {
        return Optional.ofNullable(commit);
    }

    /**
     * Returns the content as it is.
     *
     * @throws IllegalStateException when it can't be read, see {@link #fault}
     */
    public byte[] content() {
        requireContent();
        return content.clone();
    }

    /** Returns whether both files can be read and have the same content, whatever their paths and etags. */
    boolean hasContentOf(SourceFile other) {
        return fault == null && other.fault == null && Arrays.equals(content, other.content);
    }

    /**
     * Returns the content as text, without a byte order mark.
     *
     * @throws CharacterCodingException when it is not UTF-8
     * @throws IllegalStateException when it can't be read, see {@link #fault}
     */
    public String text() throws CharacterCodingException {
        requireContent();
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(content))
                .toString();
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private void requireContent() {
        if (fault != null) {
            throw new IllegalStateException(path + " can't be read: " + fault);
        }
    }

    @Override
    public String toString() {
        return path + "@" + etag;
    }
}
