package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.fuzz.ForUsers;
import io.github.dbdsc.fuzz.Fuzz;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Templates of the conformance cases, broken: each renders or has a problem, within its limits. */
class TemplateFuzzTest {

    private static List<ConformanceCase> samples() throws IOException {
        List<ConformanceCase> samples = new ArrayList<>();
        for (String file : ConformanceCase.FILES) {
            samples.addAll(ConformanceCase.ofFile(file));
        }
        return samples;
    }

    private record Input(Map<String, String> templates, Map<String, Object> context, RendererOptions options) {

        static Input of(ConformanceCase sample, RandomGenerator random) {
            Map<String, String> templates = new HashMap<>(sample.templates());
            templates.replaceAll((name, source) -> name.equals(ConformanceCase.MAIN) || random.nextInt(4) == 0
                    ? BrokenTemplate.of(source, random)
                    : source);
            return new Input(
                    templates,
                    sample.context(),
                    random.nextInt(8) == 0 ? sample.options().strict() : sample.options());
        }
    }

    @Test
    void broken_templates_render_or_are_problems() throws IOException {
        List<ConformanceCase> samples = samples();

        Map<String, Integer> ends = Fuzz.each(
                random -> Input.of(samples.get(random.nextInt(samples.size())), random), TemplateFuzzTest::end);

        if (Fuzz.isThorough()) {
            assertThat(ends).containsKeys("rendered", "TemplateSyntaxError", "UndefinedError", "TypeError", "Limit");
        }
    }

    private static String end(Input input) {
        try {
            Rendered rendered = new TemplateRenderer(input.templates(), input.options())
                    .render(ConformanceCase.MAIN, input.context());
            assertThat(rendered.readableText()).isNotNull();
            rendered.warnings().forEach(warning -> ForUsers.assertFit(warning.message()));
            return "rendered";
        } catch (TemplateException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                ForUsers.assertFit(problem.message());
                assertThat(problem.message()).doesNotContain("the renderer itself failed");
                assertThat(problem.file()).startsWith("templates/");
            });
            return e.errorClass();
        }
    }
}
