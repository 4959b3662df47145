package io.github.dbdsc.definition.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.Containers;
import io.github.dbdsc.definition.DesiredStateReader;
import io.github.dbdsc.definition.RenderCache;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Strictness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static final Path EXAMPLES = Path.of("examples");

    @Test
    void no_example_has_problems_or_is_changed() throws IOException {
        DesiredState examples = DesiredStateReader.read(Containers.of(files()), new RenderCache(Strictness.LENIENT));

        assertThat(examples.problems()).isEmpty();
        assertThat(examples.jobs()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(ExamplesTest::isClean);
    }

    private static void isClean(DesiredJob job) {
        CheckedSettings checked = CheckedSettings.of(job.settings().tree(), false);
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.tree()).isEqualTo(job.settings().tree());
    }

    private static String[] files() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> pathAndContent(file).stream())
                    .toArray(String[]::new);
        }
    }

    private static List<String> pathAndContent(Path file) {
        try {
            return List.of(EXAMPLES.relativize(file).toString(), Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
