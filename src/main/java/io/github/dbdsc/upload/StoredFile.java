package io.github.dbdsc.upload;

import io.github.dbdsc.model.Commit;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source file as the container lists it. */
public final class StoredFile {

    private final String path;
    private final String etag;
    private final byte @Nullable [] md5;
    private final @Nullable String source;
    private final Instant writtenAt;
    private final @Nullable Commit commit;

    /** Makes a file of an unknown commit. */
    public StoredFile(String path, String etag, byte @Nullable [] md5, @Nullable String source, Instant writtenAt) {
        this(path, etag, md5, source, writtenAt, null);
    }

    /**
     * @param path as in the folder
     * @param etag changes with every write
     * @param md5 the hash of the content; null when the container does not know it
     * @param source who uploaded the file, see {@link UploadMark}; null when it bears no mark
     * @param writtenAt the last write, by the account's clock, in whole seconds
     * @param commit what it was uploaded from; null when that is not known
     */
    public StoredFile(
            String path,
            String etag,
            byte @Nullable [] md5,
            @Nullable String source,
            Instant writtenAt,
            @Nullable Commit commit) {
        this.path = path;
        this.etag = etag;
        this.md5 = md5 == null ? null : md5.clone();
        this.source = source;
        this.writtenAt = writtenAt;
        this.commit = commit;
    }

    public String path() {
        return path;
    }

    public String etag() {
        return etag;
    }

    public Instant writtenAt() {
        return writtenAt;
    }

    /** Returns whose mark the file bears; {@code ""} where it bears none. */
    String source() {
        return source == null ? "" : source;
    }

    /** Returns the commit that the file was uploaded from; empty when that is not known. */
    Optional<Commit> commit() {
        return Optional.ofNullable(commit);
    }

    boolean isMarked() {
        return source != null;
    }

    boolean isOf(String wanted) {
        return wanted.equals(source);
    }

    /** Returns the hash of the content as text; {@code ""} where it is not known. */
    String hash() {
        return md5 == null ? "" : ContentHash.hex(md5);
    }

    /** Reports whether the file is known to have this content. */
    boolean has(byte[] content) {
        return md5 != null && Arrays.equals(md5, ContentHash.of(content));
    }

    @Override
    public String toString() {
        return path + "@" + etag;
    }
}
