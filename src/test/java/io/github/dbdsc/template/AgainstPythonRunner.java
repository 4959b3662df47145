package io.github.dbdsc.template;

import io.github.dbdsc.template.AgainstPython.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Renders random templates here and with Python's Jinja2, and prints how often the results agree; the templates are
 * {@code programs} or {@code broken}. Prints the smallest template for each difference of the verdicts that are named, or
 * writes what Python made of them into a file of cases.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.dbdsc.template.AgainstPythonRunner \
 *   -Dexec.args="python3 programs 100000 0 SILENT QUIET LOUD"</pre>
 */
public final class AgainstPythonRunner {

    private static final int MOST_SHOWN = 40;
    private static final String RECORD = "record=";

    /** Making a renderer takes longer than rendering. */
    private static final int TOGETHER = 50;

    private static final int TOLD_EVERY = 1_000;

    private static final Pattern OTHER = Pattern.compile("\"((part|macros|base)\\.j2)\"");

    private final PythonJinja2 python;
    private final boolean breaks;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private final Set<String> shown = new HashSet<>();

    private AgainstPythonRunner(PythonJinja2 python, boolean breaks) {
        this.python = python;
        this.breaks = breaks;
    }

    /**
     * Runs it.
     *
     * @param arguments the Python, the kind of templates, how many, the first seed; then verdicts to show, or a file
     */
    public static void main(String[] arguments) throws IOException {
        List<String> rest = new ArrayList<>(List.of(arguments).subList(4, arguments.length));
        int count = Integer.parseInt(arguments[2]);
        long seed = Long.parseLong(arguments[3]);
        try (PythonJinja2 python = new PythonJinja2(arguments[0])) {
            AgainstPythonRunner runner = new AgainstPythonRunner(python, arguments[1].equals("broken"));
            if (rest.size() == 1 && rest.get(0).startsWith(RECORD)) {
                runner.record(count, seed, Path.of(rest.get(0).substring(RECORD.length())));
            } else {
                Set<Verdict> wanted = EnumSet.noneOf(Verdict.class);
                rest.forEach(verdict -> wanted.add(Verdict.valueOf(verdict)));
                runner.compare(count, seed, wanted);
            }
        }
    }

    /** Random templates in a folder of their own, so that many can share a renderer. */
    private Map<String, String> templates(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, String> templates = RandomTemplate.templates(breaks ? "template" : "program", random);
        if (breaks) {
            templates.replaceAll((name, source) -> name.equals(ConformanceCase.MAIN) || random.nextInt(4) == 0
                    ? BrokenTokens.of(source, random)
                    : source);
        }
        Map<String, String> inFolder = new HashMap<>();
        templates.forEach((name, source) ->
                inFolder.put(seed + "/" + name, OTHER.matcher(source).replaceAll("\"" + seed + "/$1\"")));
        return inFolder;
    }

    private static String main(long seed) {
        return seed + "/" + ConformanceCase.MAIN;
    }

    private void record(int count, long seed, Path file) throws IOException {
        RecordedCases cases = new RecordedCases();
        for (long i = seed; i < seed + count; i++) {
            Map<String, String> templates = templates(i);
            Verdict verdict = compared(i, templates).verdict();
            PythonJinja2.Answer answer = python.ask(main(i), templates, RandomTemplate.CONTEXT);
            if (verdict == Verdict.SAME_TEXT || verdict == Verdict.SAME_ERROR) {
                cases.add((breaks ? "broken " : "random ") + i, main(i), templates, answer);
            }
        }
        cases.write(file);
    }

    private AgainstPython compared(long seed, Map<String, String> templates) throws IOException {
        return AgainstPython.compare(python, new TemplateRenderer(templates), main(seed), templates);
    }

    private void compare(int count, long seed, Set<Verdict> wanted) throws IOException {
        for (long first = seed; first < seed + count; first += TOGETHER) {
            Map<Long, Map<String, String>> each = new LinkedHashMap<>();
            Map<String, String> all = new HashMap<>();
            for (long i = first; i < Math.min(seed + count, first + TOGETHER); i++) {
                each.put(i, templates(i));
                all.putAll(templates(i));
            }
            TemplateRenderer renderer = new TemplateRenderer(all);
            for (Map.Entry<Long, Map<String, String>> entry : each.entrySet()) {
                String main = main(entry.getKey());
                note(
                        entry.getKey(),
                        entry.getValue(),
                        AgainstPython.compare(python, renderer, main, entry.getValue()),
                        wanted);
            }
            long done = Math.min(count, first + TOGETHER - seed);
            if (done % TOLD_EVERY == 0 || done == count) {
                out.println(done + " templates: " + counts);
            }
        }
    }

    private void note(long seed, Map<String, String> templates, AgainstPython result, Set<Verdict> wanted)
            throws IOException {
        Verdict verdict = result.verdict();
        counts.merge(verdict, 1, Integer::sum);
        if (wanted.contains(verdict) && shown.size() < MOST_SHOWN) {
            Map<String, String> smallest = new TreeMap<>(SmallestTemplate.of(
                    templates, smaller -> compared(seed, smaller).verdict() == verdict));
            smallest.values().removeIf(String::isEmpty);
            if (shown.add(smallest.values().toString())) {
                out.println(verdict + " " + smallest + "\n  "
                        + compared(seed, smallest).detail());
            }
        }
    }
}
