package io.github.dbdsc.local;

import io.github.dbdsc.function.LibraryLog;
import io.github.dbdsc.settings.Settings;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line. */
public final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code, unless that is 0. */
    public static void main(String[] arguments) {
        LibraryLog.close(); // messages say what matters of it
        int exitCode = new Commands(writer(System.out), writer(System.err), Settings.environment()).run(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /**
     * Writes UTF-8 whatever the platform's encoding is: job names and arrows are not ASCII. The writer knows when the stream
     * has failed, which keeps that to itself.
     */
    static PrintWriter writer(PrintStream stream) {
        OutputStream telling = new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int start, int length) {
                stream.write(bytes, start, length);
            }

            @Override
            public void flush() throws IOException {
                if (stream.checkError()) {
                    throw new IOException("the stream has failed");
                }
            }
        };
        return new PrintWriter(new OutputStreamWriter(telling, StandardCharsets.UTF_8), true);
    }
}
