package io.github.dbdsc.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings that the code reads, taken from its source: settings are named by string literals, and only there. */
final class SettingNames {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "dbdsc");

    /** In package {@code settings}: a literal in capitals. */
    private static final Pattern NAME = Pattern.compile("\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\"");

    /** In package {@code azure}, where literals in capitals have many meanings: a literal that is looked up. */
    private static final Pattern LOOK_UP = Pattern.compile("\\bsettings,\\s*\"([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)\"");

    /** In package {@code azure}: what follows the name of a connection. */
    private static final Pattern CONNECTION_PART = Pattern.compile("\"(__[A-Za-z]+)\"");

    /** Literals in capitals that name something else. */
    private static final Set<String> NO_SETTINGS = Set.of("CERTIFICATE", "PKCS12", "RSA");

    /** Set by Azure itself: name and host of the app, and where its identity gets tokens. */
    private static final Set<String> OF_THE_PLATFORM = Set.of(
            "WEBSITE_SITE_NAME", "WEBSITE_HOSTNAME", "WEBSITE_AUTH_ENABLED", "IDENTITY_ENDPOINT", "MSI_ENDPOINT");

    private SettingNames() {}

    /** Every setting that an operator may set, but for those of connections. */
    static Set<String> read() {
        Set<String> names = literals("settings", NAME);
        names.addAll(literals("azure", LOOK_UP));
        names.addAll(AppFunctions.settingsInBindings());
        names.removeAll(NO_SETTINGS);
        names.removeAll(OF_THE_PLATFORM);
        return names;
    }

    /** What a connection with an identity is made of: {@code JobStore__blobServiceUri} and so on. */
    static Set<String> ofConnections() {
        Set<String> parts = literals("azure", CONNECTION_PART);
        return AppFunctions.connections().stream()
                .map(AppFunctions.Connection::name)
                .distinct()
                .flatMap(connection -> parts.stream().map(connection::concat))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> literals(String folder, Pattern pattern) {
        try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> pattern.matcher(text(file)).results())
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
