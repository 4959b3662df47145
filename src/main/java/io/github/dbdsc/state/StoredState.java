package io.github.dbdsc.state;

/** A document as a store holds it: its bytes and their version. */
public final class StoredState {

    private final byte[] content;
    private final String version;

    /** @param version changes whenever the content does, for example an etag */
    public StoredState(byte[] content, String version) {
        this.content = content.clone();
        this.version = version;
    }

    /** Returns a copy of the bytes. */
    public byte[] content() {
        return content.clone();
    }

    public String version() {
        return version;
    }

    @Override
    public String toString() {
        return content.length + " bytes, version " + version;
    }
}
