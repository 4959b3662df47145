package io.github.dbdsc.state;

import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.model.StoreException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document in a store that is only replaced by whoever has read it. Remembers what this process read or wrote last: the
 * same bytes are not decoded again. Whatever else the store gives is, so nothing depends on it. Safe for use by several
 * threads.
 *
 * @param <T> what the document says; never changed once it is written or read
 */
public final class VersionedDocument<T> {

    private static final String ENDING = ".json";

    /** As many digits of a hash as tell damaged documents apart. */
    private static final int DIGITS = 16;

    private final StateStore store;
    private final String name;
    private final Format<T> format;
    private volatile @Nullable Known<T> known;

    /** How a document says something in bytes. */
    public interface Format<T> {

        /**
         * Decodes a document.
         *
         * @throws DamagedStateException when it can't be told what it says
         */
        T read(byte[] content) throws DamagedStateException;

        /** Encodes a document; equal values give equal bytes. */
        byte[] write(T value);
    }

    /**
     * A document as it was read.
     *
     * @param version to be given when it is replaced
     */
    public record Stored<T>(T value, String version) {}

    private static final class Known<T> {
        private final byte[] content;
        private final T value;

        private Known(byte[] content, T value) {
            this.content = content;
            this.value = value;
        }
    }

    /** Takes the document's name, without its ending {@code .json}. */
    public VersionedDocument(StateStore store, String name, Format<T> format) {
        this.store = store;
        this.name = name;
        this.format = format;
    }

    /** Returns where the document is, below {@code state/}. */
    public String path() {
        return name + ENDING;
    }

    /**
     * Reads the document; empty when there is none.
     *
     * @throws DamagedStateException when it can't be told what it says
     * @throws StoreException when it can't be read
     */
    public Optional<Stored<T>> read() throws DamagedStateException {
        Optional<StoredState> stored = store.read(path());
        return stored.isEmpty() ? Optional.empty() : Optional.of(decoded(stored.get()));
    }

    private Stored<T> decoded(StoredState stored) throws DamagedStateException {
        byte[] content = stored.content();
        Known<T> last = known;
        if (last == null || !Arrays.equals(last.content, content)) {
            try {
                last = new Known<>(content, format.read(content));
            } catch (DamagedStateException e) {
                throw e.in(stored);
            }
            known = last;
        }
        return new Stored<>(last.value, stored.version());
    }

    /**
     * Writes the document.
     *
     * @param replaces the version that it takes the place of; null when it is the first
     * @return false when the store holds another version by now, which then stays
     * @throws StoreException when it could not be written; what was there before is still there
     */
    public boolean write(T value, @Nullable String replaces) {
        byte[] content = format.write(value);
        known = new Known<>(content, value);
        return store.write(path(), content, Optional.ofNullable(replaces));
    }

    /**
     * Remembers an equal value instead of the one that was read, if that is still the last. One copy is enough, and this
     * one may share what it holds with others.
     */
    @SuppressWarnings("ReferenceEquality") // to compare thousands of jobs once more would take longer than to hold both
    public void hold(T read, T equal) {
        Known<T> last = known;
        if (last != null && last.value == read) {
            known = new Known<>(last.content, equal);
        }
    }

    /**
     * Keeps damaged bytes beside the document, for whoever wants to know. Equal ones have one name, so they are kept once.
     *
     * @return where they are, below {@code state/}
     * @throws StoreException when they could not be written
     */
    public String setAside(StoredState damaged) {
        String aside = name + ".damaged-" + Sha256.hex(damaged.content()).substring(0, DIGITS);
        boolean unused = store.write(aside, damaged.content(), Optional.empty());
        return aside;
    }
}
