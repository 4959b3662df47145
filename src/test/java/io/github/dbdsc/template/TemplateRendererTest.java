package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dbdsc.model.Problem;
import io.github.dbdsc.template.value.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateRendererTest {

    private static String render(String source, Map<String, ?> context) throws TemplateException {
        return new TemplateRenderer(Map.of("main", source))
                .render("main", context)
                .text();
    }

    private static TemplateException failure(Map<String, String> templates) {
        TemplateRenderer renderer = new TemplateRenderer(templates);
        return catchThrowableOfType(TemplateException.class, () -> renderer.render("main", Map.of()));
    }

    private static Problem problem(String source) {
        return failure(Map.of("main", source)).problems().get(0);
    }

    @Test
    void knowsItsTemplates() {
        TemplateRenderer renderer = new TemplateRenderer(Map.of("a", ""));

        assertThat(renderer.has("a")).isTrue();
        assertThat(renderer.has("b")).isFalse();
        assertThatThrownBy(() -> renderer.render("b", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverRunsDataAsATemplate() throws TemplateException {
        assertThat(render("{{ a }}{{ [a] }}", Map.of("a", "{{ 7 * 7 }}{% include 'x' %}")))
                .isEqualTo("{{ 7 * 7 }}{% include 'x' %}[\"{{ 7 * 7 }}{% include 'x' %}\"]");
    }

    @Test
    void doesNotChangeTheContext() throws TemplateException {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> context =
                new LinkedHashMap<>(Map.of("l", list, "d", new LinkedHashMap<>(Map.of("k", list))));

        assertThat(render("{{ l.append(2) }}{{ d.update(x=1) }}{{ l }}{{ d }}", context))
                .isEqualTo("NoneNone[1, 2]{'k': [1], 'x': 1}");
        assertThat(list).containsExactly(1);
        assertThat(context.get("d")).isEqualTo(Map.of("k", List.of(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.getClass() }}",
                "{{ ''.class.forName('java.lang.Runtime') }}",
                "{{ job.entrySet() }}",
                "{{ [].stream() }}",
                "{{ (1).doubleValue() }}",
                "{{ ''.__class__.__mro__ }}",
                "{{ ().__class__.__bases__[0].__subclasses__() }}",
                "{{ range.__globals__ }}",
                "{{ self.__init__.__globals__ }}",
                "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
                "{{ ____int3rpr3t3r____ }}{{ ____int3rpr3t3r____.config }}",
                "{{ '{0.__class__.__mro__}'.format(1) }}",
                "{% include '../main' %}",
                "{% include '/etc/passwd' %}",
                "{% include 'file:///etc/passwd' %}",
                "{% import 'com/hubspot/jinjava/Jinjava.class' as x %}"
            })
    void reachesNothingOfJavaNorOutsideItsTemplates(String source) {
        assertThat(problem(source).isError()).isTrue();
    }

    @Test
    void locatesASyntaxError() {
        Problem problem = problem("{\n  {% if x %}\n    {{ (a }}\n{% endif %}");

        assertThat(problem.place()).isEqualTo("templates/main:3:11");
        assertThat(problem.message()).contains("TemplateSyntaxError");
    }

    @Test
    void saysWhichTagIsNotClosed() {
        assertThat(problem("a\n{% for x in y %}").message())
                .contains("Unexpected end of template")
                .contains("'endfor' or 'else'");
    }

    @Test
    void locatesAnErrorInAnIncludedTemplate() {
        Problem problem = failure(Map.of("main", "{% include 'part' %}", "part", "\n\n {{ 1 / 0 }}"))
                .problems()
                .get(0);

        assertThat(problem.place()).isEqualTo("templates/part:3:5");
        assertThat(problem.message()).contains("ZeroDivisionError: division by zero");
    }

    @Test
    void namesTheTagThatIncludesAMissingTemplate() {
        assertThat(problem("\n{% include 'nope' %}").place()).isEqualTo("templates/main:2:4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ lipsum() }}",
                "{{ [1, 2] | random }}",
                "{{ [1] | map('upper') }}",
                "{{ 'a'.upper }}",
                "{{ (-8) ** 0.5 }}",
                "{{ {}.keys() - [1] }}",
                "{{ 'a'.translate({}) }}"
            })
    void failsOnWhatIsNotSupportedInsteadOfPrintingSomethingElse(String source) {
        TemplateException failure = failure(Map.of("main", source));

        assertThat(failure.errorClass()).isEqualTo("Unsupported");
        assertThat(failure.problems().get(0).line()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'| d', default",
        "'| e', escape",
        "'| count', length",
        "is eq, ==",
        "is equalto, ==",
        "is ne, !=",
        "is lt, <",
        "is lessthan, <",
        "is le, <=",
        "is gt, >",
        "is greaterthan, >",
        "is ge, >="
    })
    void namesTheFunctionWhenAnAliasGetsTheWrongArguments(String alias, String function) {
        assertThat(problem("{{ 1 " + alias + "(1, 2, 3) }}").message()).contains(" " + function + "() takes ");
    }

    @Test
    void knowsNoFilterOrTestByAnotherName() throws TemplateException {
        String known = "{{ 'upper' is filter }}{{ 'odd' is test }}";
        String unknown = "{{ 'Upper' is filter }}{{ 'odd' is filter }}{{ 'upper ' is filter }}{{ 'Odd' is test }}"
                + "{{ 1 is filter }}{{ x is test }}";

        assertThat(render(known + unknown, Map.of())).isEqualTo("TrueTrue" + "False".repeat(6));
        assertThat(problem("{{ 'a' | Upper }}").message()).endsWith("No filter named 'Upper'.");
        assertThat(problem("{{ 1 is Odd }}").message()).endsWith("No test named 'Odd'.");
        assertThat(problem("{{ ['a'] | map('Upper') | list }}").message()).endsWith("No filter named 'Upper'.");
        assertThat(problem("{{ [1] | select('Odd') | list }}").message()).endsWith("No test named 'Odd'.");
    }

    @Test
    void stopsAtConfiguredLimits() {
        Limits limits = new Limits(50, 100, 100, 1000, 5, 5, Duration.ofSeconds(5));
        TemplateRenderer renderer = new TemplateRenderer(
                Map.of("main", "{% for i in range(60) %}{% endfor %}"), RendererOptions.DEFAULT.withLimits(limits));

        assertThatThrownBy(() -> renderer.render("main", Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("takes more than 50 steps");
    }

    @Test
    void canBeUsedFromSeveralThreads() throws Exception {
        TemplateRenderer renderer = new TemplateRenderer(Map.of(
                "main", "{% from 'm' import f %}{% for i in range(n) %}{{ f(i) }}{% endfor %}",
                "m", "{% macro f(x) %}{{ x }},{% endmacro %}"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int n = i;
                tasks.add(() -> renderer.render("main", Map.of("n", n)).text());
            }
            List<Future<String>> results = threads.invokeAll(tasks);
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get().chars().filter(c -> c == ',').count())
                        .isEqualTo(i);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void swapcaseKeepsTitleCaseLettersAndHandlesFinalSigma() throws TemplateException {
        assertThat(render("{{ w.swapcase() }}", Map.of("w", "ǅx ΑΣ ΑΣΣα İi straße ŉ aB1")))
                .isEqualTo("ǅX ας ασσΑ i̇I STRASSE ʼN Ab1");
    }

    @Test
    void aColdStartDoesNotCountAgainstASmallTemplate() throws TemplateException {
        RendererOptions noTime = RendererOptions.DEFAULT.withLimits(new Limits(
                Limits.DEFAULT.steps(),
                Limits.DEFAULT.outputSize(),
                Limits.DEFAULT.valueSize(),
                Limits.DEFAULT.totalSize(),
                Limits.DEFAULT.callDepth(),
                Limits.DEFAULT.syntaxDepth(),
                Duration.ZERO));
        String small = "{% for i in range(200) %}{{ ('x' * 100)|upper }}{% endfor %}";
        String large = "{% for i in range(90000) %}{{ i }}{% endfor %}";

        assertThat(new TemplateRenderer(Map.of("main", small), noTime)
                        .render("main", Map.of())
                        .text())
                .hasSize(20_000);
        assertThatThrownBy(() -> new TemplateRenderer(Map.of("main", large), noTime).render("main", Map.of()))
                .hasMessageContaining("takes longer than 0 ms");
    }
}
