package io.github.dbdsc.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.export.learn.HiddenTemplates;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {

    @Test
    void jobs_of_a_few_templates_are_exported_and_taken_over_as_they_are(@TempDir Path folder) throws Exception {
        try (CommandLineUnderTest line = new CommandLineUnderTest(folder)) {
            new HiddenTemplates(1)
                    .jobs(60)
                    .forEach(job -> line.workspace().jobs().put("someone@example.com", job));
            String out = folder.resolve("out").toString();

            assertThat(line.runAnywhere("export", "--folder", out)).isZero();
            assertThat(line.out()).contains("Wrote 60 definitions and").contains("0 jobs left out");

            assertThat(line.runAnywhere("plan", "--folder", out)).isZero();
            assertThat(line.out()).contains("0 to create, 0 to update, 60 to adopt");
        }
    }
}
