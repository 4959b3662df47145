package io.github.dbdsc.local;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for the folder to work on and the form of the output. */
final class FolderOptions {

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The folder with jobs/ and templates/ (default: the current one).")
    private Path folder = Path.of("");

    @Option(names = "--output", paramLabel = "FORM", description = "json or text (default: text).")
    private Form output = Form.TEXT;

    @Option(names = "--verbose", description = "Show also what looks different and does not count, with why.")
    private boolean verbose;

    private enum Form {
        JSON,
        TEXT
    }

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }

    boolean json() {
        return output == Form.JSON;
    }

    boolean verbose() {
        return verbose;
    }

    Snapshot snapshot() {
        return new FolderDefinitionStore(folder()).read();
    }

    /** Returns the settings with the folder's repository as the source of the definitions, unless another is set. */
    Settings sourceOf(Settings settings) {
        return GitOrigin.of(folder()).map(settings::defaultSource).orElse(settings);
    }

    /** The folder in place of the containers; state, lock and reports are in its {@code .dsc}. */
    Stores stores() {
        return FolderStores.in(folder());
    }
}
