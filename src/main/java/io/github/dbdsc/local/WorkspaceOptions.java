package io.github.dbdsc.local;

import io.github.dbdsc.function.AppSettings;
import io.github.dbdsc.settings.ParamsDocument;
import io.github.dbdsc.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the workspace and the identity to use. */
final class WorkspaceOptions {

    @Option(
            names = "--params",
            paramLabel = "FILE",
            description = "A JSON file with the settings, as the original program's params.json"
                    + " (default: the settings are in the environment).")
    private @Nullable Path params;

    /** Reports whether the command line names a file. */
    boolean isGiven() {
        return params != null;
    }

    Settings settings(Map<String, String> environment) {
        return source(environment).settings();
    }

    AppSettings source(Map<String, String> environment) {
        return AppSettings.of(values(environment));
    }

    Map<String, String> values(Map<String, String> environment) {
        return params == null ? environment : read(params);
    }

    /**
     * Reads the settings in a params file of the original program; their names come back in upper case.
     *
     * @throws UsageException when the file is missing or is not an object of plain values; its content is not quoted,
     *     since it holds secrets
     */
    private static Map<String, String> read(Path file) {
        try {
            return ParamsDocument.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file + "; name one with --params");
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + " " + e.getMessage());
        } catch (IOException e) {
            throw new UsageException(
                    file + " can't be read: " + FileFault.of(e) + "; check that it is a text file you may read");
        }
    }
}
