package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.dbdsc.model.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks that the bill of materials (CycloneDX) lists exactly what is deployed. */
class BillOfMaterialsIT {

    private static final Path LIBRARIES = Path.of("target", "azure-functions", "db-dsc-jobs", "lib");

    private JsonNode bill;

    /** The plug-in that writes it needs the network, and Maven skips it silently in an offline build. */
    @BeforeEach
    void read() throws IOException {
        assumeFalse(
                "offline: true".equals(System.getProperty("build.network")),
                "an offline build writes no bill of materials");
        bill = new JsonMapper()
                .readTree(Path.of("target", "db-dsc-jobs.cdx.json").toFile());
    }

    @Test
    void it_names_every_library_that_is_deployed_with_its_version_and_hash_and_no_other() throws IOException {
        assertThat(listed()).isNotEmpty().isEqualTo(deployed());
    }

    @Test
    void it_describes_this_program_and_is_the_same_in_every_build() {
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("db-dsc-jobs");
        assertThat(bill.at("/metadata/component/type").asText()).isEqualTo("application");
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
        assertThat(bill.at("/metadata/properties").findValuesAsText("name")).contains("cdx:reproducible");
    }

    private Map<String, String> listed() {
        Map<String, String> jars = new TreeMap<>();
        bill.path("components")
                .forEach(component -> jars.put(
                        component.path("name").asText() + "-"
                                + component.path("version").asText() + ".jar",
                        sha256(component)));
        return jars;
    }

    private static String sha256(JsonNode component) {
        for (JsonNode hash : component.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                return hash.path("content").asText();
            }
        }
        return "none";
    }

    private static Map<String, String> deployed() throws IOException {
        Map<String, String> jars = new TreeMap<>();
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            for (Path file : files.toList()) {
                jars.put(file.getFileName().toString(), Sha256.hex(Files.readAllBytes(file)));
            }
        }
        return jars;
    }
}
