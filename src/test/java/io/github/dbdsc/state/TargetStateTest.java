package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Installation;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.StoreException;
import io.github.dbdsc.model.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TargetStateTest {

    private static final Target TARGET = new Target("us", URI.create("https://adb-1.azuredatabricks.net"));
    private static final String PATH = "us@adb-1.azuredatabricks.net.json";
    private static final Map<JobKey, AppliedJob> JOBS = Map.of(
            new JobKey("a"),
            new AppliedJob(1, new JobSettings(JsonNodeFactory.instance.objectNode()), Optional.empty()));

    private final InMemory store = new InMemory();
    private final List<String> notes = new ArrayList<>();

    /** A store in memory that counts versions and can be made to fail. */
    private static final class InMemory implements StateStore {
        private final Map<String, StoredState> states = new TreeMap<>();
        private boolean readFails;
        private String unwritable = "";
        private int writes;

        @Override
        public Optional<StoredState> read(String path) {
            if (readFails) {
                throw new StoreException("no network");
            }
            return Optional.ofNullable(states.get(path));
        }

        @Override
        public boolean write(String path, byte[] content, @Nullable String replaces) {
            if (path.contains(unwritable) && !unwritable.isEmpty()) {
                throw new StoreException("disk full");
            }
            StoredState stored = states.get(path);
            if (!Objects.equals(stored == null ? null : stored.version(), replaces)) {
                return false;
            }
            states.put(path, new StoredState(content, "v" + ++writes));
            return true;
        }

        private String content(String path) {
            return new String(read(path).orElseThrow().content(), StandardCharsets.UTF_8);
        }

        private void put(String content) {
            states.put(PATH, new StoredState(content.getBytes(StandardCharsets.UTF_8), "put"));
        }
    }

    private TargetState read() {
        return read(Installation.of("us"));
    }

    private TargetState read(Installation us) {
        TargetState state =
                TargetState.read(TargetState.document(store, TARGET, us.source().orElse(null)), us);
        notes.addAll(state.notes());
        return state;
    }

    private void write(TargetState state, Map<JobKey, AppliedJob> jobs) {
        notes.addAll(state.write(jobs));
    }

    @Test
    void what_was_written_is_read_back_without_a_note() {
        write(read(), JOBS);

        assertThat(read().jobs()).isEqualTo(JOBS);
        assertThat(notes).isEmpty();
    }

    @Test
    void nothing_is_written_where_nothing_is_new() {
        write(read(), Map.of());
        assertThat(store.writes).isZero();

        write(read(), JOBS);
        write(read(), JOBS);

        assertThat(store.writes).isEqualTo(1);
    }

    @Test
    void another_source_is_said_once_and_recorded_though_no_job_changes() {
        write(read(Installation.of("us/git.example/a")), JOBS);

        TargetState elsewhere = read(Installation.of("us/git.example/b"));
        write(elsewhere, elsewhere.jobs());

        assertThat(notes)
                .containsExactly(
                        "the state was written for the source 'git.example/a', and the source is 'git.example/b'"
                                + " now, so the jobs that it holds stay and get the new source. If this folder is a copy of"
                                + " another whose jobs they are, delete .dsc in the copy, and give back what it has taken:"
                                + " db-dsc-jobs transfer --from us/git.example/b --to us/git.example/a");
        notes.clear();
        TargetState again = read(Installation.of("us/git.example/b"));
        assertThat(again.jobs()).isEqualTo(JOBS);
        write(again, again.jobs());
        assertThat(notes).isEmpty();
        assertThat(store.writes).isEqualTo(2);
    }

    @Test
    void a_source_that_is_gone_is_said_and_one_where_there_was_none_is_recorded_without_a_word() {
        write(read(), JOBS);
        write(read(Installation.of("us/git.example/a")), JOBS);
        assertThat(notes).isEmpty();

        read();

        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("the state was written for the source 'git.example/a', and there is no source now, ")
                .endsWith("db-dsc-jobs transfer --from us --to us/git.example/a");
    }

    @Test
    void no_state_is_written_only_to_record_a_source() {
        write(read(Installation.of("us/git.example/a")), Map.of());

        assertThat(store.writes).isZero();
    }

    @Test
    void what_somebody_else_wrote_meanwhile_is_not_replaced() {
        TargetState slow = read();
        write(read(), JOBS);

        write(slow, Map.of(new JobKey("b"), JOBS.get(new JobKey("a"))));

        assertThat(read().jobs()).isEqualTo(JOBS);
        assertThat(notes)
                .containsExactly("the state was not written: another pass has written state/" + PATH
                        + " since this one read it; the next pass works with what that one wrote");
    }

    @Test
    void what_could_not_be_read_is_not_replaced() {
        write(read(), JOBS);
        store.readFails = true;

        TargetState unread = read();
        write(unread, Map.of(new JobKey("b"), JOBS.get(new JobKey("a"))));

        store.readFails = false;
        assertThat(unread.jobs()).isEmpty();
        assertThat(read().jobs()).isEqualTo(JOBS);
        assertThat(notes)
                .containsExactly(
                        "the state was not read and is left as it is, so removed fields may not be noticed: no network");
    }

    @Test
    void a_write_that_fails_is_a_note() {
        store.unwritable = PATH;

        write(read(), JOBS);

        assertThat(notes).containsExactly("the state was not written; the next pass works without it: disk full");
    }

    @Test
    void a_damaged_state_is_noted_set_aside_and_rebuilt() {
        store.put("{\"version\":1,\"jobs\":{\"a\":{\"job");

        TargetState damaged = read();
        assertThat(damaged.jobs()).isEmpty();
        assertThat(store.states).containsOnlyKeys(PATH);

        write(damaged, JOBS);

        String aside = "us@adb-1.azuredatabricks.net.damaged-d17ace631e8b74a8";
        assertThat(notes)
                .containsExactly(
                        "the state is damaged, so removed fields may not be noticed: state/" + PATH
                                + " is not JSON after 30 characters",
                        "the damaged state is kept as state/" + aside + ", and a new one takes its place");
        assertThat(store.states).containsOnlyKeys(PATH, aside);
        assertThat(store.content(aside)).isEqualTo("{\"version\":1,\"jobs\":{\"a\":{\"job");
        notes.clear();
        assertThat(read().jobs()).isEqualTo(JOBS);
        assertThat(notes).isEmpty();
    }

    @Test
    void a_state_of_a_newer_program_is_set_aside_too() {
        store.put("{\"version\":3,\"jobs\":{}}");

        write(read(), JOBS);

        assertThat(notes).hasSize(2);
        assertThat(notes.get(0)).endsWith("has version 3: a newer version of this program wrote it");
        assertThat(store.states).hasSize(2);
    }

    @Test
    void a_damaged_state_is_rebuilt_even_where_there_are_no_jobs() {
        store.put("");

        write(read(), Map.of());

        notes.clear();
        assertThat(read().jobs()).isEmpty();
        assertThat(notes).isEmpty();
    }

    @Test
    void the_same_damage_is_kept_once() {
        store.put("x");
        write(read(), JOBS);
        store.put("x");
        write(read(), JOBS);

        assertThat(store.states).hasSize(2);
        assertThat(read().jobs()).isEqualTo(JOBS);
    }

    @Test
    void a_damaged_state_that_can_not_be_set_aside_is_left_in_place() {
        store.put("x");
        store.unwritable = ".damaged-";

        write(read(), JOBS);

        assertThat(store.content(PATH)).isEqualTo("x");
        assertThat(notes).last().asString().endsWith("disk full");
    }
}
