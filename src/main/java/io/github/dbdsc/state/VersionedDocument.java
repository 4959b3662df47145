package io.github.dbdsc.state;

import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document in a store, replaced only by a writer that has read its latest version. Caches what this process read or
 * wrote last, so that the same bytes are not decoded twice. Safe for use by several threads.
 *
 * @param <T> the document's content; immutable
 */
public final class VersionedDocument<T> {

    private static final String ENDING = ".json";

    /** How many digits of its hash name a damaged document. */
    private static final int DIGITS = 16;

    private final StateStore store;
    private final String name;
    private final Format<T> format;
    private volatile @Nullable Cached<T> cached;

    /** Encodes and decodes a document. */
    public interface Format<T> {

        /**
         * Decodes a document.
         *
         * @throws DamagedStateException when it can't be decoded
         */
        T read(byte[] content) throws DamagedStateException;

        /** Encodes a document. Equal values give equal bytes. */
        byte[] write(T value);

        /** Forgets what is kept so that it need not be encoded again. */
        default void forget() {}
    }

    /**
     * A document that was read.
     *
     * @param version to be passed to {@link #write}
     */
    public record Stored<T>(T value, String version) {}

    private static final class Cached<T> {
        private final byte[] content;
        private final T value;

        private Cached(byte[] content, T value) {
            this.content = content;
            this.value = value;
        }
    }

    /** @param name the document's name without its ending {@code .json} */
    public VersionedDocument(StateStore store, String name, Format<T> format) {
        this.store = store;
        this.name = name;
        this.format = format;
    }

    /** Returns the document's path below {@code state/}. */
    public String path() {
        return name + ENDING;
    }

    /**
     * Reads the document. Returns empty when there is none.
     *
     * @throws DamagedStateException when it can't be decoded
     * @throws StoreException when it can't be read
     */
    public Optional<Stored<T>> read() throws DamagedStateException {
        Optional<StoredState> stored = bytes();
        return stored.isEmpty() ? Optional.empty() : Optional.of(decode(stored.get()));
    }

    /**
     * Reads the document without decoding it. Returns empty when there is none.
     *
     * @throws StoreException when it can't be read
     */
    Optional<StoredState> bytes() {
        return store.read(path());
    }

    /**
     * Decodes what was read.
     *
     * @throws DamagedStateException when it can't be decoded
     */
    Stored<T> decode(StoredState stored) throws DamagedStateException {
        byte[] content = stored.content();
        Cached<T> latest = cached;
        if (latest == null || !Arrays.equals(latest.content, content)) {
            try {
                latest = new Cached<>(content, format.read(content));
            } catch (DamagedStateException e) {
                throw e.in(stored);
            }
            cached = latest;
        }
        return new Stored<>(latest.value, stored.version());
    }

    /**
     * Writes the document.
     *
     * @param replaces the version to replace; null when there must be none yet
     * @return whether it was written; false when the store holds another version by now, which stays
     * @throws StoreException when it could not be written; what the store held stays
     */
    public boolean write(T value, @Nullable String replaces) {
        byte[] content = format.write(value);
        cached = new Cached<>(content, value);
        return store.write(path(), content, replaces);
    }

    /**
     * Caches an equal value in place of the one that was read, if that is still cached. One copy is enough, and this
     * one may share its parts with other objects.
     */
    @SuppressWarnings("ReferenceEquality") // comparing thousands of jobs once more costs more than keeping both
    public void hold(T read, T equal) {
        Cached<T> latest = cached;
        if (latest != null && latest.value == read) {
            cached = new Cached<>(latest.content, equal);
        }
    }

    /** Forgets what is kept so that it need not be decoded or encoded again. */
    public void forget() {
        cached = null;
        format.forget();
    }

    /**
     * Copies a damaged document beside the original, for later inspection. Equal bytes get the same name, so they are
     * kept once.
     *
     * @return the path of the copy below {@code state/}
     * @throws StoreException when the copy could not be written
     */
    public String setAside(StoredState damaged) {
        String aside = name + ".damaged-" + Sha256.hex(damaged.content()).substring(0, DIGITS);
        boolean unused = store.write(aside, damaged.content(), null);
        return aside;
    }
}
