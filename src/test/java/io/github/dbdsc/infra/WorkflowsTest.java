package io.github.dbdsc.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs on GitHub is exactly what somebody has looked at, with no more rights than it needs. */
class WorkflowsTest {

    static List<Path> workflows() throws IOException {
        try (Stream<Path> own = Files.list(Path.of(".github", "workflows"))) {
            return Stream.concat(own, Stream.of(Path.of("infra", "examples", "github-actions.yml")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void every_action_is_named_by_a_commit_with_its_version_beside_it(Path workflow) throws IOException {
        assertThat(Files.readAllLines(workflow))
                .filteredOn(line -> line.contains("uses:"))
                .allSatisfy(line -> assertThat(line).matches(".*uses: [\\w./-]+@[0-9a-f]{40} # v\\d+(\\.\\d+)*"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void a_workflow_may_read_and_no_more_unless_one_of_its_jobs_says_so(Path workflow) throws IOException {
        assertThat(Files.readString(workflow)).contains("\npermissions:\n  contents: read\n");
    }
}
