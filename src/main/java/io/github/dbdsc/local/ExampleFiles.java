package io.github.dbdsc.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** The definitions and templates that the demo works on. */
final class ExampleFiles {

    private ExampleFiles() {}

    /** {@code examples/} in the current folder, else a copy of the one in the program, put into the given folder. */
    static Path locate(Path copy) {
        Path here = Path.of("examples").toAbsolutePath();
        if (Files.isDirectory(here.resolve("jobs"))) {
            return here;
        }
        try {
            copyTo(copy);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("the examples can't be unpacked to " + copy, e);
        }
    }

    static void copyTo(Path folder) throws IOException {
        URL examples =
                Objects.requireNonNull(ExampleFiles.class.getResource("/examples"), "no examples in the program");
        try {
            if (examples.getProtocol().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(jarOf(), (ClassLoader) null)) {
                    copy(jar.getPath("/examples"), folder);
                }
            } else {
                copy(Path.of(examples.toURI()), folder);
            }
        } catch (URISyntaxException e) {
            throw new IOException("the program's own place is not understood", e);
        }
    }

    private static Path jarOf() throws URISyntaxException {
        return Path.of(ExampleFiles.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    try (InputStream content = Files.newInputStream(file)) {
                        Files.copy(content, target);
                    }
                }
            }
        }
    }
}
