package io.github.dbdsc.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks who may call which function over HTTP, as the Functions host reads it. */
class FunctionAccessIT {

    private static final Path APP = Path.of("target", "azure-functions", "db-dsc-jobs");

    @Test
    void only_what_holds_no_data_is_open_to_anyone() throws IOException {
        Map<String, String> levels = levels();

        assertThat(levels).hasSizeGreaterThanOrEqualTo(8).allSatisfy((route, level) -> assertThat(level)
                .as(route)
                .isEqualTo(
                        switch (route) {
                            case "health", "dashboard", "openapi.json", "auth" -> "anonymous";
                            default -> route.startsWith("entra/") ? "anonymous" : "function";
                        }));
    }

    private static Map<String, String> levels() throws IOException {
        Map<String, String> levels = new TreeMap<>();
        try (Stream<Path> files = Files.walk(APP, 2)) {
            for (Path file :
                    files.filter(path -> path.endsWith("function.json")).toList()) {
                for (JsonNode binding : new JsonMapper().readTree(file.toFile()).path("bindings")) {
                    if (binding.path("type").asText().equals("httpTrigger")) {
                        levels.put(
                                binding.path("route").asText(),
                                binding.path("authLevel").asText().toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return levels;
    }
}
