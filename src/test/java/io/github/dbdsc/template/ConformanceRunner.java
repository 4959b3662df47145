package io.github.dbdsc.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders the cases of files and compares with what Python's Jinja2 made of them; {@code make_cases.py} beside this
 * class writes such a file from a folder of templates. Prints one line for each file, with {@code --list} also every
 * case that failed, and ends with 1 if any did.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.dbdsc.template.ConformanceRunner -Dexec.args="--list cases.json"</pre>
 */
public final class ConformanceRunner {

    private static final int SHOWN = 300;

    private ConformanceRunner() {}

    public static void main(String[] arguments) throws IOException {
        List<String> files = new ArrayList<>(List.of(arguments));
        boolean list = files.remove("--list");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        boolean failed = false;
        for (String file : files) {
            failed |= run(Path.of(file), list, out);
        }
        if (failed) {
            System.exit(1);
        }
    }

    private static boolean run(Path file, boolean list, PrintStream out) throws IOException {
        int passed = 0;
        int failed = 0;
        int skipped = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (ConformanceCase each : ConformanceCase.read(in)) {
                ConformanceCase.Result result = each.run();
                switch (result.verdict()) {
                    case PASSED -> passed++;
                    case SKIPPED -> skipped++;
                    default -> {
                        failed++;
                        if (list) {
                            out.println(each.id() + ": " + result.verdict().words);
                            out.println("  expected " + shown(each.expected()));
                            out.println("  actual   " + shown(result.actual()));
                        }
                    }
                }
            }
        }
        out.println(file + ": " + passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed > 0;
    }

    private static String shown(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
