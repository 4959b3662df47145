package io.github.dbdsc.local;

import io.github.dbdsc.definition.Snapshot;
import io.github.dbdsc.definition.SourcePaths;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Sha256;
import io.github.dbdsc.reconcile.Stores;
import io.github.dbdsc.settings.Settings;
import io.github.dbdsc.settings.Targets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options for the folder to work on. */
final class FolderOptions {

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The folder with jobs/ and templates/ (default: the current one).")
    private @Nullable Path folder;

    @Option(
            names = "--verbose",
            description = "Show long values and settings whole, and what looks different and does not count, with why.")
    private boolean verbose;

    @Option(
            names = "--allow-empty",
            description = "Go on where the folder has no definition; otherwise that is an error, since more often it is"
                    + " the wrong folder.")
    private boolean allowEmpty;

    @Option(
            names = "--strict",
            description = "Take every warning about a definition or a template for an error, as STRICT=true does.")
    private boolean strict;

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

    /**
     * Reads the folder.
     *
     * @throws UsageException when it has no definition, unless that is allowed
     */
    Snapshot snapshot() {
        return snapshot(SourcePaths.ALL);
    }

    /**
     * Reads what a target reads of the folder.
     *
     * @throws UsageException when that has no definition, unless that is allowed
     */
    Snapshot snapshot(SourcePaths paths) {
        requireDefinitions(paths);
        return new FolderDefinitionStore(folder(), paths).read();
    }

    /** Returns the settings with what the options say about them. */
    Map<String, String> over(Map<String, String> values) {
        if (!strict) {
            return values;
        }
        Map<String, String> with = new TreeMap<>(values);
        Targets targets = Targets.of(values);
        targets.names().forEach(name -> with.put(targets.scope(name).own("STRICT"), "true"));
        return with;
    }

    /** Lets the folder have no definition: somebody knows what comes of it. */
    void allowEmpty() {
        allowEmpty = true;
    }

    /**
     * Looks for definitions where a target reads them.
     *
     * @throws UsageException when there are none, unless that is allowed
     */
    void requireDefinitions(SourcePaths paths) {
        if (!allowEmpty) {
            FolderPrivateFiles.requireFolder(folder());
            listing(paths).flatMap(this::lack).ifPresent(lack -> {
                throw new UsageException(lack);
            });
        }
    }

    /** Returns empty when the folder can't be listed, which whoever reads it reports. */
    private Optional<FolderListing> listing(SourcePaths paths) {
        try {
            return Optional.of(FolderListing.of(folder(), paths));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<String> lack(FolderListing listing) {
        if (listing.entries().stream().anyMatch(entry -> JobKey.isDefinition(entry.path()))) {
            return Optional.empty();
        }
        Path jobs = folder().resolve("jobs");
        return Optional.of("there is no definition in " + folder() + ": "
                + (Files.isDirectory(jobs) ? "no *.json in " : "there is no folder ") + jobs
                + listing.misnamed().stream()
                        .findFirst()
                        .map(file -> ", but there is " + file.path() + ", which should be " + file.meant())
                        .orElse("")
                + "; name the folder that has jobs/ with --folder, or add --allow-empty if nothing is to be defined");
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
    Stores stores(SourcePaths paths) {
        return FolderStores.in(folder(), paths);
    }
}
