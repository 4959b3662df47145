package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fuzz.Broken;
import io.github.dbdsc.fuzz.BrokenJson;
import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.JobKey;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Breaks files of the examples: every definition still becomes a job or is held back by a problem. */
class DefinitionFuzzTest {

    private static final String WHOLE = "jobs/whole.json";
    private static final Path EXAMPLES = Path.of("examples");

    private static Map<String, byte[]> examples() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put(WHOLE, bytes("{\"name\": \"whole\", \"$template\": \"whole.jinja2\"}"));
        files.put("templates/whole.jinja2", bytes("{\"name\": \"{{ job.name }}\", \"tasks\": []}"));
        files.put(
                "jobs/bare.json",
                bytes("{\"name\": \"bare\", \"$template\": \"bare.jinja2\", \"settings\": {}, \"$adopt\": true}"));
        files.put("templates/bare.jinja2", bytes("{{ dict(job.settings, name=job.name) | tojson }}"));
        try (Stream<Path> all = Files.walk(EXAMPLES)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = EXAMPLES.relativize(file).toString().replace('\\', '/');
                if (Snapshot.isSource(path)) {
                    files.put(path, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The files, one of which is broken. */
    private record Input(Map<String, byte[]> files, String broken) {

        static Input of(Map<String, byte[]> whole, RandomGenerator random) {
            boolean template = random.nextInt(4) == 0; // that costs more, and templates have a test of their own
            List<String> paths = whole.keySet().stream()
                    .filter(path -> !path.contains("whole") && path.endsWith(".json") != template)
                    .toList();
            String path = paths.get(random.nextInt(paths.size()));
            Map<String, byte[]> files = new TreeMap<>(whole);
            files.computeIfPresent(path, (name, content) -> broken(name, content, random));
            return new Input(files, path);
        }

        private static byte[] broken(String path, byte[] content, RandomGenerator random) {
            String text = new String(content, StandardCharsets.UTF_8);
            return switch (random.nextInt(8)) {
                case 0 -> Broken.bytes(content, random);
                case 1 -> bytes("\uFEFF" + text);
                default -> bytes(path.endsWith(".json") ? BrokenJson.of(text, random) : Broken.text(text, random));
            };
        }

        Snapshot snapshot() {
            return Snapshot.of(files.entrySet().stream()
                    .map(file -> new SourceFile(file.getKey(), "etag", file.getValue()))
                    .toList());
        }

        @Override
        public String toString() {
            return broken + ": " + new String(files.getOrDefault(broken, new byte[0]), StandardCharsets.UTF_8);
        }
    }

    @Test
    void broken_files_hold_back_the_definitions_that_need_them_and_no_other() {
        Map<String, byte[]> whole = examples();
        RenderCache cache = new RenderCache(Strictness.LENIENT);

        Map<String, Integer> ends = Fuzz.each(random -> Input.of(whole, random), input -> end(input, cache));

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("all are jobs", "some are held back");
        }
    }

    private static String end(Input input, RenderCache cache) {
        Snapshot snapshot = input.snapshot();
        DesiredState desired = DesiredStateReader.read(snapshot, cache);

        List<JobKey> told = new ArrayList<>(desired.blocked());
        desired.jobs().forEach(job -> told.add(job.key()));
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(snapshot.definitions().keySet());
        if (!input.broken().equals(Snapshot.VARS)) {
            assertThat(desired.blocked()).doesNotContain(JobKey.ofPath(WHOLE));
        }
        for (Problem problem : desired.problems()) {
            ForUsers.assertFit(problem.message());
            assertThat(problem.message()).doesNotContain("the renderer itself failed");
            assertThat(snapshot.files()).containsKey(problem.file());
        }
        if (desired.blocked().isEmpty()) {
            return "all are jobs";
        }
        assertThat(desired.problems()).anyMatch(Problem::isError);
        return "some are held back";
    }
}
