package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.definition.policy.Policy;
import io.github.dbdsc.model.DesiredJob;
import io.github.dbdsc.model.DesiredState;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rendering is reused exactly when rendering again would give the same. */
class RenderCacheTest {

    private static final int EDITS = 400;

    private static final List<String> DEFINITIONS = List.of(
            "{'name': '%s'}",
            "{'name': '%s', 'n': 1}",
            "{'n': 1, 'name': '%s'}",
            "{'name': '%s', '$adopt': true}",
            "{'name': '%s', '$protect': true}",
            "{'name': '%s', '$template': 'other.jinja2'}",
            "{'name': '%s', '$template': 'gone.jinja2'}",
            "{'name': '%s', 'after': 'a'}",
            "{'name': '%s', 'after': 'b'}",
            "{'name': 'shared'}",
            "{'name': ''}",
            "{'name': '%s'");

    private static final String TASK = "{'task_key': 't', 'notebook_task': {'notebook_path': '/n'}}";

    private static final List<String> TEMPLATES = List.of(
            "{'name': '{{ job.name }}', 'tags': {{ vars | tojson }}, 'tasks': [" + TASK + "]}",
            "{'name': '{{ job.name }}', 'description': '{% include \"part.jinja2\" ignore missing %}'}",
            "{'name': '{{ job.name }}', 'description': '{% include \"part.jinja2\" %}'}",
            "{'name': '{{ job.name }}', 'description': '{{ job.missing }}', 'timeout_seconds': {{ vars.n }}}",
            "{% extends \"frame.jinja2\" %}{% block name %}{{ job.name }}{% endblock %}",
            "{% from 'part.jinja2' import m %}{'name': '{{ job.name }}', 'description': '{{ m() }}'}",
            "{'name': '{{ job.name }}', 'tasks': [{'task_key': 't', 'run_job_task': {'job_id': {{ job_ref(job.after) }}}}]}",
            "{'name': '{{ job.name }}', 'unknown_field': {% for v in vars %}'{{ v }}'{% endfor %}}",
            "{'name': '{{ job.name }}'",
            "{% if %}",
            "\u00ff");

    private static final List<String> PARTS =
            List.of("x", "y", "{% macro m() %}z{% endmacro %}", "{{ vars.n }}", "{{ job.n }}", "{{ oops");

    private static final List<String> FRAMES = List.of(
            "{'name': '{% block name %}{% endblock %}'}", "{'name': '{% block name %}{% endblock %}!', 'queue': {}}");

    private static final List<String> VARS = List.of(
            "{}", "{'n': 1}", "{'n': 1.0}", "{'n': 1, 'm': 2}", "{'m': 2, 'n': 1}", "{'n': null}", "{'n'", "[]");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void after_any_edits_the_outcome_is_that_of_a_fresh_start(boolean strict) {
        Random random = new Random(20261122);
        RenderCache warm = new RenderCache(new Strictness(strict, false));
        Map<String, byte[]> files = new TreeMap<>();
        for (int edit = 0; edit < EDITS; edit++) {
            edit(files, random);
            DesiredState fresh =
                    DesiredStateReader.read(snapshot(files), new RenderCache(new Strictness(strict, false)));

            assertThat(DesiredStateReader.read(snapshot(files), warm))
                    .as("edit " + edit)
                    .isEqualTo(fresh);
        }
    }

    private static void edit(Map<String, byte[]> files, Random random) {
        String key = String.valueOf((char) ('a' + random.nextInt(6)));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> files.put("jobs/" + key + ".json", bytes(String.format(one(DEFINITIONS, random), key)));
            case 3 -> files.put("templates/standard.jinja2", bytes(one(TEMPLATES, random)));
            case 4 -> files.put("templates/other.jinja2", bytes(one(TEMPLATES, random)));
            case 5 -> {
                files.put("templates/part.jinja2", bytes(one(PARTS, random)));
                files.put("templates/frame.jinja2", bytes(one(FRAMES, random)));
            }
            case 6 -> files.put("vars.json", bytes(one(VARS, random)));
            default -> files.remove(one(List.copyOf(files.keySet()), random, "jobs/a.json"));
        }
    }

    private static String one(List<String> choices, Random random) {
        return one(choices, random, "");
    }

    private static String one(List<String> choices, Random random, String otherwise) {
        return choices.isEmpty() ? otherwise : choices.get(random.nextInt(choices.size()));
    }

    /** One character stands for bytes that are not UTF-8. */
    private static byte[] bytes(String text) {
        return text.equals("\u00ff") ? new byte[] {-1} : text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Gives every file the same etag, since nothing may depend on it. */
    private static Snapshot snapshot(Map<String, byte[]> files) {
        return Snapshot.of(files.entrySet().stream()
                .map(file -> new SourceFile(file.getKey(), "etag", file.getValue()))
                .toList());
    }

    private final RenderCache cache = new RenderCache(Strictness.LENIENT);

    private DesiredState read(String... pathsAndContents) {
        return DesiredStateReader.read(Containers.of(pathsAndContents), cache);
    }

    private static final String A = "jobs/a.json";
    private static final String B = "jobs/b.json";
    private static final String STANDARD = "templates/standard.jinja2";
    private static final String PLAIN = "{\"name\": \"{{ job.name }}\"}";
    private static final String OF_VARS = "{\"name\": \"{{ job.name }}\", \"tags\": {{ vars | tojson }}}";

    private static String named(String name) {
        return "{\"name\": \"" + name + "\"}";
    }

    @Test
    void only_what_changed_is_rendered_again() {
        List<DesiredJob> first =
                read(STANDARD, PLAIN, A, named("a"), B, named("b")).jobs();

        List<DesiredJob> second =
                read(STANDARD, PLAIN, A, named("a"), B, named("new")).jobs();

        assertThat(second.get(0)).isSameAs(first.get(0));
        assertThat(second.get(1).name()).isEqualTo("new");
    }

    @Test
    void everything_is_rendered_again_when_a_template_changed_or_the_vars_even_in_their_order_alone() {
        DesiredJob before = read(STANDARD, OF_VARS, A, named("a"), "vars.json", "{\"x\":\"1\",\"y\":\"2\"}")
                .jobs()
                .get(0);
        DesiredJob reordered = read(STANDARD, OF_VARS, A, named("a"), "vars.json", "{\"y\":\"2\",\"x\":\"1\"}")
                .jobs()
                .get(0);
        DesiredJob other = read(STANDARD, PLAIN, A, named("a"), "vars.json", "{\"y\":\"2\",\"x\":\"1\"}")
                .jobs()
                .get(0);

        assertThat(reordered).isNotSameAs(before);
        assertThat(other.settings().field("tags")).isEmpty();
    }

    @Test
    void warnings_are_reported_again_and_definitions_with_errors_are_rendered_again() {
        String[] files = {STANDARD, "{\"name\": \"{{ job.name }}{{ job.x }}\"}", A, named("a"), B, "{"};
        List<Problem> problems = read(files).problems();

        assertThat(problems).hasSize(2);
        assertThat(read(files).problems()).isEqualTo(problems);
    }

    @Test
    void only_the_definitions_of_the_last_snapshot_are_kept() {
        read(STANDARD, PLAIN, A, named("a"), B, named("b"));
        read(STANDARD, PLAIN, A, named("a"));

        assertThat(cache.renderedWith(
                        cache.rendererOf(Map.of("standard.jinja2", PLAIN), Map.of()), VarsFiles.NONE, Policy.NONE))
                .hasSize(1);
    }
}
