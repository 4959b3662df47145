package io.github.dbdsc.template;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Renders a second with the compiled template reused, and set-up plus first render in a cold JVM; then the same in
 * Python, where it is installed with Jinja2.
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-cp %classpath io.github.dbdsc.template.TemplateBenchmark"</pre>
 */
@State(Scope.Benchmark)
public class TemplateBenchmark {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Param({"small", "large"})
    public String template = "";

    private Map<String, String> templates = Map.of();
    private Map<String, Object> context = Map.of();

    public static void main(String[] arguments) throws RunnerException, IOException, InterruptedException {
        new Runner(new OptionsBuilder()
                        .include(TemplateBenchmark.class.getSimpleName())
                        .build())
                .run();
        Process python = new ProcessBuilder(
                        "python3", "-", resource("small.j2"), resource("large.j2"), resource("job.json"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var script = python.getOutputStream()) {
            script.write(resource("bench.py").getBytes(StandardCharsets.UTF_8));
        }
        python.waitFor();
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
