package io.github.dbdsc.definition.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.definition.schema.FieldType.ListType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class JobSchemaTest {

    private static final Path RESOURCE =
            Path.of("src", "main", "resources", "io", "github", "dbdsc", "fields", "job-schema.json");

    @Test
    void a_supplement_that_the_sdk_has_caught_up_with_is_refused() {
        SortedMap<String, SortedMap<String, String>> types = new TreeMap<>();
        SortedMap<String, String> enums = new TreeMap<>();
        types.put("TriggerConfiguration", SdkSchema.noFields());

        assertThatThrownBy(() -> SdkSupplement.addTo(types, enums))
                .hasMessage("the SDK has TriggerConfiguration now: remove it from SdkSupplement");
    }

    @Test
    void triggers_of_any_kind_are_part_of_the_schema() {
        FieldType triggers = FieldTypes.current().settings().fields().get("triggers");

        assertThat(triggers).isInstanceOfSatisfying(ListType.class, list -> assertThat(list.keys())
                .isEmpty());
        assertThat(FieldTypes.current().type("TriggerConfiguration").fields())
                .containsKeys("schedule", "continuous", "table_update", "pause_status");
        assertThat(FieldTypes.current().type("AiRuntimeTask").fields())
                .containsKeys("docker_image_url", "mlflow_artifact_location");
    }

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
