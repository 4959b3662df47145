package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.model.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every state store must do. */
public abstract class StateStoreContract {

    private static final String PATH = new Target("daily jobs/ä", URI.create("http://127.0.0.1:8080")).id() + ".json";
    private static final byte[] ANY_BYTES = {0, -1, 0x1f, (byte) 0x8b, '\r', '\n', -128};

    /** Returns a new instance of the store under test, in the same place each time. */
    protected abstract StateStore store();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the version of what is stored. Fails where nothing is. */
    private String version(String path) {
        return store().read(path).orElseThrow().version();
    }

    private String content(String path) {
        return new String(store().read(path).orElseThrow().content(), StandardCharsets.UTF_8);
    }

    @Test
    void there_is_nothing_before_the_first_write() {
        assertThat(store().read(PATH)).isEmpty();
    }

    @Test
    void what_was_written_is_read_byte_for_byte() {
        assertThat(store().write(PATH, ANY_BYTES, null)).isTrue();

        assertThat(store().read(PATH).orElseThrow().content()).isEqualTo(ANY_BYTES);
    }

    @Test
    void a_write_takes_the_place_of_the_version_that_was_read() {
        store().write(PATH, bytes("a"), null);

        assertThat(store().write(PATH, bytes("b"), version(PATH))).isTrue();

        assertThat(content(PATH)).isEqualTo("b");
    }

    @Test
    void a_write_for_an_outdated_version_is_refused_and_what_is_there_stays() {
        store().write(PATH, bytes("a"), null);
        String outdated = version(PATH);
        store().write(PATH, bytes("b"), outdated);

        assertThat(store().write(PATH, bytes("c"), outdated)).isFalse();

        assertThat(content(PATH)).isEqualTo("b");
    }

    @Test
    void a_first_write_is_refused_where_somebody_else_was_first() {
        store().write(PATH, bytes("a"), null);

        assertThat(store().write(PATH, bytes("b"), null)).isFalse();

        assertThat(content(PATH)).isEqualTo("a");
    }

    @Test
    void a_write_for_a_version_of_what_is_gone_is_refused() {
        store().write("other.json", bytes("a"), null);

        assertThat(store().write(PATH, bytes("b"), version("other.json"))).isFalse();

        assertThat(store().read(PATH)).isEmpty();
    }

    @Test
    void what_is_there_already_counts_as_written() {
        store().write(PATH, bytes("a"), null);

        assertThat(store().write(PATH, bytes("a"), null)).isTrue();
    }

    @Test
    void documents_are_kept_apart() {
        String other = new Target("daily jobs", URI.create("http://127.0.0.1:8080")).id() + ".json";
        String encoded = new Target("daily%20jobs", URI.create("http://127.0.0.1:8080")).id() + ".json";
        store().write(PATH, bytes("a"), null);
        store().write(other, bytes("b"), null);

        assertThat(content(PATH)).isEqualTo("a");
        assertThat(content(other)).isEqualTo("b");
        assertThat(store().read(encoded)).isEmpty();
    }
}
