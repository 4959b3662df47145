package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dbdsc.model.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabricksReferenceTest {

    private static final Map<String, ?> CONTEXT = Map.of("job", Map.of("id", "A"), "vars", Map.of());

    private static Rendered render(String template) throws TemplateException {
        return new TemplateRenderer(Map.of("a", template)).render("a", CONTEXT);
    }

    private static String hint(String reference) {
        return "; if Databricks is to fill it in, write {% raw %}" + reference + "{% endraw %}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ job.run_id }}",
                "{{job.repair_count}}",
                "{{job_id}}",
                "{{run_id}}",
                "{{start_date}}",
                "{{input}}",
            })
    void what_renders_to_nothing_says_how_databricks_fills_it_in(String reference) throws Exception {
        List<Problem> warnings =
                render("x\n {{ job.id }}: " + reference + " {{ other }}").warnings();

        assertThat(warnings).extracting(Problem::line).containsExactly(2, 2);
        assertThat(warnings.get(0).message()).endsWith(", so it counts as empty" + hint(reference));
        assertThat(warnings.get(1).message()).isEqualTo("'other' is undefined, so it counts as empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{job.start_time.iso_date}}",
                "{{job.parameters.env}}",
                "{{job.trigger.file_arrival.location}}",
                "{{tasks.load.values.count}}",
                "{{tasks.load-all.values.count}}",
                "{{ tasks.load.result_state }}",
                "{{task.run_id}}",
                "{{run.id}}",
                "{{workspace.id}}",
                "{{secrets/scope/key}}",
                "{{secrets/my-scope/my-key}}",
                "{{input.table}}",
                "{{backfill.iso_datetime}}",
            })
    void what_can_not_be_rendered_says_how_databricks_fills_it_in(String reference) {
        assertThatThrownBy(() -> render("{{ job.id }}\n " + reference))
                .isInstanceOfSatisfying(TemplateException.class, e -> assertThat(e.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.message()).endsWith(hint(reference))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ job.owner }}",
                "{{ other }}",
                "{{ run }}",
                "{{ job.run_id | default('x') }}",
                "{{ job.name }}",
                "{{ job.parameters }}",
                "{{ job.id }}",
                "{% raw %}{{job.id}}{% endraw %}"
            })
    void anything_else_says_nothing_of_databricks(String template) throws Exception {
        assertThat(render(template).warnings())
                .allMatch(warning -> !warning.message().contains("Databricks"));
    }

    @Test
    void the_hint_works_as_it_says() throws Exception {
        assertThat(render("{% raw %}{{job.id}}{% endraw %}").text()).isEqualTo("{{job.id}}");
    }

    @Test
    void it_is_said_of_included_templates_too() throws Exception {
        TemplateRenderer renderer = new TemplateRenderer(Map.of("a", "{% include 'b' %}", "b", "\n\n{{job.run_id}}"));

        assertThat(renderer.render("a", CONTEXT).warnings())
                .extracting(Problem::file, Problem::line, problem -> problem.message()
                        .endsWith(hint("{{job.run_id}}")))
                .containsExactly(org.assertj.core.api.Assertions.tuple("templates/b", 3, true));
    }

    @Test
    void strict_handling_of_undefined_names_says_it_too() {
        TemplateRenderer renderer =
                new TemplateRenderer(Map.of("a", "{{job.run_id}}"), RendererOptions.DEFAULT.strict());

        assertThatThrownBy(() -> renderer.render("a", CONTEXT)).hasMessageEndingWith(hint("{{job.run_id}}"));
    }
}
