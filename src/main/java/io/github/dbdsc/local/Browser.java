package io.github.dbdsc.local;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Shows a page to whoever sits at the terminal. */
@FunctionalInterface
interface Browser {

    /** Shows nothing. */
    Browser NONE = address -> {};

    /** Shows a page; does nothing where that can't be done, since its address is printed too. */
    void show(String address);

    /** Returns the browser that the desktop opens addresses with. */
    static Browser ofDesktop() {
        return address -> {
            try {
                new ProcessBuilder(opener(address))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                // a machine without a desktop
            }
        };
    }

    private static List<String> opener(String address) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", address);
        }
        return List.of(system.startsWith("mac") ? "open" : "xdg-open", address);
    }
}
