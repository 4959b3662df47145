package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dbdsc.model.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndefinedNamesTest {

    private static Rendered render(String source) throws TemplateException {
        return new TemplateRenderer(Map.of("main", source)).render("main", Map.of("job", Map.of("name", "x")));
    }

    private static TemplateException failure(String source, RendererOptions options) {
        TemplateRenderer renderer = new TemplateRenderer(Map.of("main", source), options);
        return catchThrowableOfType(
                TemplateException.class, () -> renderer.render("main", Map.of("job", Map.of("name", "x"))));
    }

    @Test
    void printsNothingForAnUndefinedNameAndWarnsAtItsPlace() throws TemplateException {
        Rendered rendered = render("a\n b{{ nope }}c");

        assertThat(rendered.text()).isEqualTo("a\n bc");
        assertThat(rendered.warnings())
                .containsExactly(Problem.warning("templates/main", 2, 6, "'nope' is undefined, so it counts as empty"));
    }

    @Test
    void warnsOfAnUndefinedMemberAtItsName() throws TemplateException {
        Rendered rendered = render("{{ job.name }}{{ job.nme }}");

        assertThat(rendered.warnings())
                .containsExactly(Problem.warning(
                        "templates/main", 1, 22, "'dict object' has no attribute 'nme', so it counts as empty"));
    }

    @Test
    void warnsOnceForAPlaceThatRunsManyTimes() throws TemplateException {
        assertThat(render("{% for i in range(9) %}{{ nope }}{% endfor %}").warnings())
                .hasSize(1);
    }

    @Test
    void doesNotWarnWhereTheTemplateHandlesIt() throws TemplateException {
        Rendered rendered =
                render("{{ nope | default('d') }}{{ nope is defined }}{% if job.x is undefined %}u{% endif %}");

        assertThat(rendered.text()).isEqualTo("dFalseu");
        assertThat(rendered.warnings()).isEmpty();
    }

    @Test
    void failsBelowTheFirstLevel() {
        TemplateException failure = failure("\n{{ job.nope.deeper }}", RendererOptions.DEFAULT);

        assertThat(failure.errorClass()).isEqualTo("UndefinedError");
        assertThat(failure.problems())
                .containsExactly(Problem.error(
                        "templates/main",
                        2,
                        13,
                        "the template can't be rendered: UndefinedError: 'dict object' has no attribute 'nope'"));
    }

    @Test
    void failsAtOnceWhenStrict() {
        TemplateException failure = failure("a\n{{ nope }}", RendererOptions.DEFAULT.strict());

        assertThat(failure.errorClass()).isEqualTo("UndefinedError");
        assertThat(failure.problems().get(0).line()).isEqualTo(2);
        assertThat(failure.problems().get(0).column()).isEqualTo(4);
    }
}
