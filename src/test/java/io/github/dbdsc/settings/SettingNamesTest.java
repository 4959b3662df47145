package io.github.dbdsc.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {

    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z_]{3,})`");

    /** Read by the platform's libraries, or set by the platform itself. */
    private static final Set<String> OF_OTHERS =
            Set.of("AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_TOKEN_CREDENTIALS", "IDENTITY_ENDPOINT");

    private static Set<String> described() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String sections = readme.substring(readme.indexOf("\n## Settings\n"), readme.indexOf("\n## HTTP API\n"));
        return NAME.matcher(sections)
                .results()
                .map((MatchResult name) -> name.group(1))
                .filter(name -> !OF_OTHERS.contains(name))
                .collect(Collectors.toSet());
    }

    @Test
    void every_setting_is_described_and_every_described_one_is_there() throws IOException {
        assertThat(described()).containsExactlyInAnyOrderElementsOf(SettingNames.ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABRICKS_URI", "databricks_uri", "JobStore", "JobStore__blobServiceUri"})
    void names_are_known_in_any_case(String name) {
        assertThat(SettingNames.isSetting(name)).isTrue();
    }

    @Test
    void a_name_that_is_no_setting_gets_a_guess() {
        assertThat(SettingNames.unknown(List.of("OWNER", "DATABRICK_URI", "COLOUR")))
                .containsExactly(
                        "'COLOUR' is no setting, and nobody reads it",
                        "'DATABRICK_URI' is no setting, and nobody reads it; did you mean 'DATABRICKS_URI'?");
    }
}
