package io.github.dbdsc.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Measures what filters and methods cost, each alone, beside Python: renders in a second of processor time, so that it does
 * not matter much what else the machine does. A template of many filters is the first. The JVM compiles in the foreground
 * ({@code -Xbatch}), so that a busy machine does not leave it interpreting.
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-Xbatch -cp %classpath io.github.dbdsc.template.FilterBenchmark"</pre>
 */
public final class FilterBenchmark {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long SECOND = 1_000_000_000L;
    private static final int TIMES_BETWEEN_CLOCK_READINGS = 25;

    private FilterBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, TemplateException {
        Map<String, String> templates = templates();
        Map<String, Object> context = context();
        Map<String, Long> before = python(templates, context);
        Map<String, Double> here = new LinkedHashMap<>();
        for (String name : templates.keySet()) {
            here.put(name, rendersASecond(name, templates, context));
        }
        Map<String, Long> after = python(templates, context);
        System.out.println("| piece | here | Python | here : Python |\n|---|---:|---:|---:|");
        here.forEach((name, renders) -> {
            long best = Math.max(before.getOrDefault(name, 0L), after.getOrDefault(name, 0L));
            System.out.printf(Locale.ROOT, "| %s | %,.0f | %,d | %.1f |%n", name, renders, best, renders / best);
        });
        System.out.printf(
                Locale.ROOT,
                "%nFor comparison, Jackson alone writes the nested values %,.0f times a second.%n",
                jacksonASecond(Objects.requireNonNull(context.get("nested"))));
    }

    /** Returns how often a library that does nothing else writes the same values as JSON: what is possible on this JVM. */
    private static double jacksonASecond(Object values) throws IOException, TemplateException {
        return aSecond(() -> JSON.writeValueAsString(values));
    }

    private static Map<String, String> templates() throws IOException {
        Map<String, String> templates = new LinkedHashMap<>();
        templates.put("many filters", resource("filters.j2"));
        templates.put("tojson of nested values", "{{ nested|tojson }}");
        templates.put("jsonify of nested values", "{{ nested|jsonify }}");
        templates.put("repr of dicts", "{{ nested }}");
        templates.put("floats printed", "{% for x in floats %}{{ x }} {% endfor %}");
        templates.put("floats rounded", "{% for x in floats %}{{ x|round(2) }} {% endfor %}");
        templates.put("floats formatted", "{% for x in floats %}{{ '{:.1f}'.format(x) }} {% endfor %}");
        templates.put("wordwrap", "{{ text|wordwrap(60) }}");
        return templates;
    }

    private static Map<String, Object> context() throws IOException {
        Map<String, Object> context = JSON.readValue(resource("job.json"), new TypeReference<>() {});
        List<Double> floats = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            floats.add(i % 2 == 0 ? i / 7.0 : i * 0.25 + 0.01);
            rows.add(Map.of("n", i, "kind", "kind" + i % 5, "name", "row " + i));
        }
        context.put("floats", floats);
        context.put("rows", rows);
        context.put("words", List.of("delta", "Alpha", "charlie", "bravo", "alpha", "Echo", "foxtrot", "golf"));
        context.put("nested", Map.of("jobs", rows, "tags", Map.of("team", "data", "cost", 1.5, "on", true)));
        context.put("text", "A well-known text of several words, which is wrapped where a line is full. ".repeat(20));
        // as a parser of JSON returns them, here as in Python
        return JSON.readValue(JSON.writeValueAsBytes(context), new TypeReference<>() {});
    }

    private static double rendersASecond(String name, Map<String, String> templates, Map<String, Object> context)
            throws IOException, TemplateException {
        TemplateRenderer renderer = new TemplateRenderer(templates);
        return aSecond(() -> renderer.render(name, context));
    }

    private static double aSecond(Work work) throws IOException, TemplateException {
        double times = 0;
        for (long seconds : new long[] {4, 3}) { // the first is the warm-up
            var threads = ManagementFactory.getThreadMXBean();
            long start = threads.getCurrentThreadCpuTime();
            long count = 0;
            long spent = 0;
            while (spent < seconds * SECOND) {
                for (int i = 0; i < TIMES_BETWEEN_CLOCK_READINGS; i++) {
                    work.once();
                }
                count += TIMES_BETWEEN_CLOCK_READINGS;
                spent = threads.getCurrentThreadCpuTime() - start;
            }
            times = count * (double) SECOND / spent;
        }
        return times;
    }

    /** What is measured. */
    private interface Work {
        Object once() throws TemplateException, IOException;
    }

    /** Renders a second by name; none where Python has no Jinja2. */
    private static Map<String, Long> python(Map<String, String> templates, Map<String, Object> context)
            throws IOException, InterruptedException {
        Path given = Files.createTempFile("pieces", ".json");
        Map<String, Long> renders = new HashMap<>();
        try {
            Files.writeString(given, JSON.writeValueAsString(Map.of("templates", templates, "context", context)));
            Process python = new ProcessBuilder("python3", "-", given.toString())
                    .redirectErrorStream(true)
                    .start();
            try (var script = python.getOutputStream()) {
                script.write(resource("pieces.py").getBytes(StandardCharsets.UTF_8));
            }
            try (BufferedReader output = python.inputReader(StandardCharsets.UTF_8)) {
                output.lines()
                        .map(line -> line.split("\t"))
                        .filter(cells -> cells.length == 2)
                        .forEach(cells -> renders.put(cells[0], Long.valueOf(cells[1])));
            }
            python.waitFor();
        } finally {
            Files.delete(given);
        }
        return renders;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = FilterBenchmark.class.getResourceAsStream("/template/bench/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
