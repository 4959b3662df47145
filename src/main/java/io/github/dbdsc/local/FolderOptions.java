package io.github.dbdsc.local;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the folder to work on. */
final class FolderOptions {

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The folder with jobs/ and templates/ (default: the current one).")
    private @Nullable Path folder;

    @Option(names = "--verbose", description = "Show also what looks different and does not count, with why.")
    private boolean verbose;

    private static final int LONGEST_SOURCE = 200;

    /** Reports whether the command line names a folder. */
    boolean isGiven() {
        return folder != null;
    }

    Path folder() {
        return (folder == null ? Path.of("") : folder).toAbsolutePath().normalize();
    }

    boolean verbose() {
        return verbose;
    }

    Snapshot snapshot() {
        return new FolderDefinitionStore(folder()).read();
    }

    /** Returns the settings with the folder's repository as the source of the definitions, unless another is set. */
    Settings sourceOf(Settings settings) {
        return GitOrigin.of(folder())
                .map(FolderOptions::limited)
                .map(settings::defaultSource)
                .orElse(settings);
    }

    /** Returns a name that fits into a tag: a longer one ends in its hash. */
    private static String limited(String source) {
        String hash = Sha256.hex(source.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        return source.length() <= LONGEST_SOURCE
                ? source
                : source.substring(0, LONGEST_SOURCE - hash.length() - 1) + "-" + hash;
    }

    /** The folder in place of the containers; state, lock and reports are in its {@code .dsc}. */
    Stores stores() {
        return FolderStores.in(folder());
    }
}
