package io.github.dbdsc.local;

import io.github.dbdsc.settings.Settings;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line. */
public final class Main {

    private Main() {}

    /** Ends the process with the command's exit code, unless that is 0 and there is nothing to tell. */
    public static void main(String[] arguments) {
        int exitCode = new Commands(writer(System.out), writer(System.err), Settings.environment()).run(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** UTF-8 whatever the platform thinks: job names and arrows are not ASCII. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
