package io.github.dbdsc.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures renders a second with the compiled template reused, and set-up plus first render in a cold JVM; before and
 * after that, renders a second in Python, where it is installed with Jinja2.
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-cp %classpath io.github.dbdsc.template.TemplateBenchmark"</pre>
 */
@State(Scope.Benchmark)
public class TemplateBenchmark {

    private static final Pattern PYTHON_RESULT = Pattern.compile("(\\w+)  (\\d+) renders a second");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Param({"small", "large"})
    public String template = "";

    private Map<String, String> templates = Map.of();
    private Map<String, Object> context = Map.of();

    /** Prints JMH's own report, then a table in Markdown. */
    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        Map<String, Long> before = python();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TemplateBenchmark.class.getSimpleName())
                        .build())
                .run();
        Map<String, Long> after = python();
        System.out.println("\n| template | | here | Python | here : Python |\n|---|---|---|---|---|");
        for (RunResult result : results) {
            String name = result.getParams().getParam("template");
            double score = result.getPrimaryResult().getScore();
            if (result.getParams().getMode() == Mode.Throughput) {
                // the better of the two, for the machine may have been busy during one of them
                long python = Math.max(before.getOrDefault(name, 0L), after.getOrDefault(name, 0L));
                System.out.printf(
                        Locale.ROOT,
                        "| %s | renders a second | %,.0f | %,d | %.1f |%n",
                        name,
                        score,
                        python,
                        score / python);
            } else {
                System.out.printf(
                        Locale.ROOT, "| %s | set-up and first render in a new JVM, ms | %.0f | | |%n", name, score);
            }
        }
    }

    /** Renders a second by template; none where Python has no Jinja2. */
    private static Map<String, Long> python() throws IOException, InterruptedException {
        Process python = new ProcessBuilder(
                        "python3", "-", resource("small.j2"), resource("large.j2"), resource("job.json"))
                .redirectErrorStream(true)
                .start();
        try (var script = python.getOutputStream()) {
            script.write(resource("bench.py").getBytes(StandardCharsets.UTF_8));
        }
        Map<String, Long> renders = new HashMap<>();
        try (BufferedReader output = python.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(line -> {
                System.out.println(line);
                Matcher result = PYTHON_RESULT.matcher(line);
                if (result.find()) {
                    renders.put(result.group(1), Long.valueOf(result.group(2)));
                }
            });
        }
        python.waitFor();
        return renders;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = TemplateBenchmark.class.getResourceAsStream("/template/bench/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads templates and context; the JSON parser is warm before a renderer is made, as it is in the function. */
    @Setup
    public void read() throws IOException {
        templates = Map.of("small", resource("small.j2"), "large", resource("large.j2"));
        context = JSON.readValue(resource("job.json"), new TypeReference<>() {});
    }

    /** One render of a renderer that is in use. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Fork(1)
    @Warmup(iterations = 3, time = 2)
    @Measurement(iterations = 5, time = 2)
    public String rendersASecond(Warm warm) throws TemplateException {
        return warm.renderer.render(template, context).text();
    }

    /** The renderer that stays in use. */
    @State(Scope.Benchmark)
    public static class Warm {
        private TemplateRenderer renderer = new TemplateRenderer(Map.of());

        /** Makes the renderer. */
        @Setup
        public void make(TemplateBenchmark benchmark) {
            renderer = new TemplateRenderer(benchmark.templates);
        }
    }

    /** A renderer and its first render in a new JVM. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Fork(5)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public String setUpAndFirstRender() throws TemplateException {
        return new TemplateRenderer(templates).render(template, context).text();
    }
}
