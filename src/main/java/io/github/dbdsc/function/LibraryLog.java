package io.github.dbdsc.function;

import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Brings what libraries log to the log of the invocation that began last: the Functions host sees no other. Without secrets
 * and without stack traces. A process has one, like the loggers of the platform that it listens to.
 */
public final class LibraryLog {

    /** The libraries that call Azure, by the beginning of their loggers' names. */
    private static final List<String> CALLERS = List.of("com.azure", "com.microsoft.aad");

    /** Logs what it makes of templates; whoever needs to know of that reads it in a problem. */
    private static final List<String> OTHERS = List.of("com.hubspot", "reactor", "io.netty");

    private static final int LONGEST = 1_000;

    /** What a line may hold of a credential: parts of a query or a form, tokens, and headers. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)((?:sig|accountkey|sharedaccesssignature|client_secret|client_assertion|assertion|password|[?&]code|token)"
                    + "[\"']?\\s*[=:]\\s*[\"']?|bearer\\s+|sharedkey\\s+)[^&;,\\s\"']+|eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");

    /** Loggers are kept here, since the platform forgets one that nobody holds, with all that was set. */
    private static final List<Logger> HELD = Stream.concat(CALLERS.stream(), OTHERS.stream())
            .map(Logger::getLogger)
            .toList();

    private static volatile @Nullable Logger invocation;

    private LibraryLog() {}

    /** Drops what libraries log from now on. */
    public static void close() {
        HELD.forEach(library -> {
            for (Handler handler : library.getHandlers()) {
                library.removeHandler(handler);
            }
            library.setUseParentHandlers(false);
            library.setLevel(Level.OFF);
        });
    }

    /**
     * Brings lines of this level and above to the invocations from now on.
     *
     * @param level {@code off}, {@code error}, {@code warning} or {@code info}; anything else is {@code warning}
     */
    static void open(String level) {
        close();
        Level least =
                switch (level.strip().toLowerCase(Locale.ROOT)) {
                    case "off" -> Level.OFF;
                    case "error" -> Level.SEVERE;
                    case "info" -> Level.INFO;
                    default -> Level.WARNING;
                };
        Handler handler = new ToInvocation();
        HELD.stream().filter(library -> CALLERS.contains(library.getName())).forEach(library -> {
            library.addHandler(handler);
            library.setLevel(least);
        });
    }

    /** Brings lines to this invocation's log until another one begins. */
    static void follow(Logger log) {
        invocation = log;
    }

    /** Returns a line without secrets, and not too long. */
    static String fit(LogRecord line) {
        String name = String.valueOf(line.getLoggerName());
        Throwable cause = line.getThrown();
        String text = name.substring(name.lastIndexOf('.') + 1) + ": " + line.getMessage()
                + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")");
        String safe = SECRET.matcher(text).replaceAll("$1***");
        return safe.length() <= LONGEST ? safe : safe.substring(0, LONGEST) + "…";
    }

    private static final class ToInvocation extends Handler {

        @Override
        public void publish(LogRecord line) {
            Logger log = invocation;
            if (log != null) {
                log.log(line.getLevel(), fit(line));
            }
        }

        @Override
        public void flush() {
            // the invocation's log does that
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
