package io.github.dbdsc.template;

import io.github.dbdsc.template.AgainstPython.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Renders random templates here and with Python's Jinja2, and prints how often the results agree. With {@code broken} the
 * templates are broken first. Prints the smallest template for each difference of a verdict that is named.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.dbdsc.template.AgainstPythonRunner \
 *   -Dexec.args="python3 programs 100000 0 SILENT QUIET LOUD"</pre>
 */
public final class AgainstPythonRunner {

    private static final int MOST_SHOWN = 40;

    private AgainstPythonRunner() {}

    /** @param arguments the Python, {@code programs} or {@code broken}, how many, the first seed, and verdicts to show */
    public static void main(String[] arguments) throws IOException {
        boolean broken = arguments[1].equals("broken");
        int count = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        Set<Verdict> shown = EnumSet.noneOf(Verdict.class);
        for (String verdict : List.of(arguments).subList(4, arguments.length)) {
            shown.add(Verdict.valueOf(verdict));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        Map<String, Integer> reasons = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        Set<String> known = new HashSet<>();
        try (PythonJinja2 python = new PythonJinja2(arguments[0])) {
            for (int i = 0; i < count; i++) {
                SplittableRandom random = new SplittableRandom(seed + i);
                Map<String, String> templates = RandomTemplate.templates(broken ? "template" : "program", random);
                if (broken) {
                    templates.replaceAll((name, source) -> name.equals(ConformanceCase.MAIN) || random.nextInt(4) == 0
                            ? BrokenTokens.of(source, random)
                            : source);
                }
                AgainstPython result = AgainstPython.compare(python, templates, RandomTemplate.CONTEXT);
                counts.merge(result.verdict(), 1, Integer::sum);
                if (shown.contains(result.verdict()) && differences.size() < MOST_SHOWN) {
                    String smallest = smallest(python, templates, result.verdict());
                    if (known.add(smallest)) {
                        out.println("seed " + (seed + i) + " " + result.verdict() + " " + smallest);
                    }
                    differences.add(smallest);
                }
            }
        }
        out.println(count + " templates: " + counts);
        reasons.forEach((reason, number) -> out.println(number + " " + reason));
    }

    private static String smallest(PythonJinja2 python, Map<String, String> templates, Verdict verdict)
            throws IOException {
        Map<String, String> smallest = new TreeMap<>(SmallestTemplate.of(
                templates,
                smaller -> AgainstPython.compare(python, smaller, RandomTemplate.CONTEXT)
                                .verdict()
                        == verdict));
        smallest.values().removeIf(String::isEmpty);
        return smallest + "\n  "
                + AgainstPython.compare(python, smallest, RandomTemplate.CONTEXT)
                        .detail();
    }
}
