package io.github.dbdsc.definition.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JobSchemaTest {

    private static final Path RESOURCE =
            Path.of("src", "main", "resources", "io", "github", "dbdsc", "fields", "job-schema.json");

    @Test
    void the_committed_schema_is_that_of_the_sdk() throws Exception {
        String derived = SdkSchema.json();
        if (Boolean.getBoolean("update")) {
            Files.writeString(RESOURCE, derived);
        }

        assertThat(RESOURCE)
                .as("out of date; to write it anew: mvn test -Dtest=JobSchemaTest -Dupdate=true")
                .content()
                .isEqualTo(derived);
    }
}
