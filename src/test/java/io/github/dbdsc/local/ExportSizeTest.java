package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.export.RandomJobs;
import io.github.dbdsc.export.learn.OtherTemplates;
import io.github.dbdsc.model.NamedKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is written for jobs that have much in common, and for those that have nothing. */
class ExportSizeTest {

    private static final int JOBS = 300;

    @TempDir
    private Path folder;

    /** What an export has written. */
    private record Size(long bytes, long templates) {

        static Size of(Path folder) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                List<Path> files = all.filter(Files::isRegularFile).toList();
                long bytes = 0;
                for (Path file : files) {
                    bytes += Files.size(file);
                }
                return new Size(
                        bytes,
                        files.stream()
                                .filter(file -> file.startsWith(folder.resolve("templates")))
                                .count());
            }
        }
    }

    private Size exported(CommandLineUnderTest line, String... more) throws IOException {
        Path out = line.folder().resolve("out" + String.join("", more));
        List<String> arguments = Stream.concat(Stream.of("export", "--folder", out.toString()), Stream.of(more))
                .toList();
        assertThat(line.runAnywhere(arguments.toArray(String[]::new)))
                .as(line.err())
                .isZero();
        assertThat(line.out()).contains("Wrote 300 definitions").contains("0 jobs left out");
        return Size.of(out);
    }

    @Test
    void jobs_of_six_templates_that_are_hard_to_tell_take_a_third_of_their_settings() throws IOException {
        try (CommandLineUnderTest line = new CommandLineUnderTest(folder.resolve("jobs"))) {
            for (ObjectNode job : new OtherTemplates(1).jobs(JOBS)) {
                line.workspace().jobs().put("ann@example.com", job);
            }
            long raw = ExportRoundTripTest.shown(line.workspace()).stream()
                    .mapToLong(job -> job.settings().toString().length())
                    .sum();

            Size size = exported(line);

            assertThat(size.templates()).isLessThanOrEqualTo(10);
            assertThat((double) size.bytes() / raw).isLessThan(1.0 / 3);
        }
    }

    @Test
    void jobs_that_have_nothing_in_common_take_hardly_more_than_as_they_are() throws IOException {
        for (boolean refers : List.of(true, false)) {
            try (CommandLineUnderTest line = new CommandLineUnderTest(folder.resolve("jobs" + refers))) {
                for (ObjectNode job : new RandomJobs(7).jobs(JOBS)) {
                    line.workspace().jobs().put("ann@example.com", job);
                }
                if (refers) {
                    line.workspace().named().add(NamedKind.CLUSTER_POLICY, RandomJobs.POLICY, "small");
                    line.workspace().named().add(NamedKind.WAREHOUSE, RandomJobs.WAREHOUSE, "Starter");
                    line.workspace().named().add(NamedKind.CLUSTER, RandomJobs.CLUSTER, "shared");
                }

                Size asTheyAre = exported(line, "--as-is");
                Size learned = exported(line);

                assertThat((double) learned.bytes() / asTheyAre.bytes())
                        .as(learned + " of " + asTheyAre)
                        .isLessThan(1.05);
            }
        }
    }
}
