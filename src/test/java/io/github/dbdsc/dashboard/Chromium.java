package io.github.dbdsc.dashboard;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Chromium and its driver on this machine.
 *
 * @param browser the program
 * @param driver chromedriver of the same version
 */
record Chromium(Path browser, Path driver) {

    /** What to do when there is none. */
    static final String MISSING = "The dashboard is NOT tested: no Chromium with its chromedriver on the PATH. "
            + "On Debian: apt-get install chromium chromium-driver";

    static Optional<Chromium> find() {
        Optional<Path> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> onPath(name).stream())
                .findFirst();
        return browser.flatMap(found -> onPath("chromedriver").map(driver -> new Chromium(found, driver)));
    }

    private static Optional<Path> onPath(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
