package io.github.dbdsc.local;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which workspace, and as whom. */
final class WorkspaceOptions {

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "A JSON file with the settings, as the original program's params.json"
                    + " (default: the settings are in the environment).")
    private @Nullable Path params;

    Settings settings(Map<String, String> environment) {
        return source(environment).settings();
    }

    AppSettings source(Map<String, String> environment) {
        return AppSettings.of(values(environment));
    }

    Map<String, String> values(Map<String, String> environment) {
        return params == null ? environment : ParamsFile.read(params);
    }
}
