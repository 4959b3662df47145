package io.github.dbdsc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.FilledIn;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every state store must do. */
public abstract class StateStoreContract {

    private static final String TARGET = new Target("daily jobs/ä", URI.create("http://127.0.0.1:8080")).id();

    /** The store under test; each call a new one on the same place. */
    protected abstract StateStore store();

    /** Replaces what is stored for the target behind the store's back. */
    protected abstract void damage(String target, byte[] content);

    @Test
    void nothing_is_remembered_before_the_first_write() {
        assertThat(store().read(TARGET)).isEmpty();
    }

    @Test
    void what_was_written_is_remembered() throws Exception {
        Map<JobKey, AppliedJob> jobs = Map.of(
                new JobKey("etl/täglich 日次"), job(Long.MAX_VALUE, "{\"name\":\"🚀\",\"tasks\":[],\"x\":null}"),
                new JobKey("a%2Fb"), job(9_007_199_254_740_993L, "{\"run\":{\"job_id\":9007199254740993,\"r\":0.1}}"));

        store().write(TARGET, jobs);

        assertThat(store().read(TARGET)).isEqualTo(jobs);
    }

    @Test
    void a_write_replaces_all_that_was_there() throws Exception {
        store().write(TARGET, Map.of(new JobKey("a"), job(1, "{}"), new JobKey("b"), job(2, "{}")));
        store().write(TARGET, Map.of(new JobKey("c"), job(3, "{}")));

        assertThat(store().read(TARGET)).containsOnlyKeys(new JobKey("c"));
    }

    @Test
    void an_empty_state_can_be_written() throws Exception {
        store().write(TARGET, Map.of(new JobKey("a"), job(1, "{}")));
        store().write(TARGET, Map.of());

        assertThat(store().read(TARGET)).isEmpty();
    }

    @Test
    void targets_are_kept_apart() throws Exception {
        String other = new Target("daily jobs", URI.create("http://127.0.0.1:8080")).id();
        String encoded = new Target("daily%20jobs", URI.create("http://127.0.0.1:8080")).id();
        store().write(TARGET, Map.of(new JobKey("a"), job(1, "{}")));
        store().write(other, Map.of(new JobKey("b"), job(2, "{}")));

        assertThat(store().read(TARGET)).containsOnlyKeys(new JobKey("a"));
        assertThat(store().read(other)).containsOnlyKeys(new JobKey("b"));
        assertThat(store().read(encoded)).isEmpty();
    }

    @Test
    void damaged_state_is_forgotten_and_can_be_written_anew() throws Exception {
        store().write(TARGET, Map.of(new JobKey("a"), job(1, "{}")));
        damage(TARGET, "{\"version\":1,\"jobs\":{\"a\":{\"job".getBytes(StandardCharsets.UTF_8));

        assertThat(store().read(TARGET)).isEmpty();

        store().write(TARGET, Map.of(new JobKey("b"), job(2, "{}")));
        assertThat(store().read(TARGET)).containsOnlyKeys(new JobKey("b"));
    }

    private static AppliedJob job(long id, String settings) throws Exception {
        Optional<FilledIn> filledIn = id % 2 == 0
                ? Optional.empty()
                : Optional.of(new FilledIn(Map.of("tasks[a].x", BooleanNode.TRUE, "y", TextNode.valueOf("é"))));
        return new AppliedJob(id, new JobSettings((ObjectNode) new ObjectMapper().readTree(settings)), filledIn);
    }
}
