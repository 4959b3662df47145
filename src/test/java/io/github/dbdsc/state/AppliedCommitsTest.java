package io.github.dbdsc.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.model.AppliedJob;
import io.github.dbdsc.model.Commit;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.JobSettings;
import io.github.dbdsc.model.SourceCommits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the state keeps of the commits that were applied. */
class AppliedCommitsTest {

    private static final JobKey A = new JobKey("a");
    private static final JobKey B = new JobKey("b");
    private static final Commit COMMIT = new Commit("3fa94c1e6b2d", "Ann", "2026-11-22T10:15:00+01:00");

    private static AppliedJob applied(SourceCommits commits) {
        return new AppliedJob(
                42,
                JobSettings.keeping(new JsonMapper().createObjectNode().put("name", "A")),
                Optional.empty(),
                false,
                0,
                Optional.of("f"),
                List.of(),
                commits);
    }

    @Test
    void the_commits_are_read_as_they_were_written_and_shared_by_jobs() throws Exception {
        SourceCommits commits = new SourceCommits(Map.of(
                SourceCommits.DEFINITION, COMMIT, "templates/x.jinja2", COMMIT, "vars.json", new Commit("1", "", "")));
        Map<JobKey, AppliedJob> jobs = Map.of(A, applied(commits), B, applied(commits));

        Map<JobKey, AppliedJob> read = StateDocument.read(StateDocument.write(jobs));

        assertThat(read).isEqualTo(jobs);
        assertThat(commits.files()).containsOnlyKeys(SourceCommits.DEFINITION, "templates/x.jinja2");
        AppliedJob first = Objects.requireNonNull(read.get(A));
        assertThat(Objects.requireNonNull(read.get(B)).commits()).isSameAs(first.commits());
    }

    @Test
    void a_state_without_them_and_one_with_something_else_in_their_place_are_read() throws Exception {
        for (String more : List.of("", ",\"commits\":7", ",\"commits\":{\"definition\":[]}")) {
            String state =
                    "{\"version\":2,\"jobs\":{\"a\":{\"jobId\":42,\"settings\":{\"name\":\"A\"},\"fingerprint\":\"f\""
                            + more + "}}}";

            assertThat(StateDocument.read(state.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(Map.of(A, applied(SourceCommits.NONE)));
        }
    }
}
