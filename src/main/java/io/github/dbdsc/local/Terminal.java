package io.github.dbdsc.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.VisibleText;
import io.github.dbdsc.report.AnsiStyle;
import java.io.Console;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err everything else
 * @param style whether results are coloured
 */
record Terminal(PrintWriter out, PrintWriter err, AnsiStyle style) {

    /** Colours results only on a terminal, and only if the environment allows it (see no-color.org). */
    static Terminal of(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        boolean colour = onTerminal()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
        return new Terminal(out, err, colour ? AnsiStyle.ANSI : AnsiStyle.PLAIN);
    }

    /** From Java 22 on there is a console even when output goes to a file; its new method tells which it is. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** Returns what shows pages, where somebody sits at the terminal. */
    Browser browser() {
        return onTerminal() ? Browser.ofDesktop() : Browser.NONE;
    }

    /** Returns what says how far a sync is; to be closed at its end. */
    ProgressLine progress() {
        return new ProgressLine(err, onTerminal(), InstantSource.system());
    }

    /** Prints JSON. Its writer leaves control characters beyond ASCII as they are. */
    void print(ObjectNode json) {
        json.toPrettyString().lines().forEach(line -> out.println(VisibleText.escaped(line)));
    }

    /** Prints a line of a log, in which anybody's names may be. */
    void log(String line) {
        out.println(VisibleText.escaped(line));
        out.flush();
    }
}
