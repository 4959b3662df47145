package io.github.dbdsc.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dbdsc.template.Rendered.TemplateLine;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputLinesTest {

    private static final Map<String, Object> CONTEXT = Map.of("name", "N", "two", "1\n2");

    private static Rendered render(Map<String, String> templates) throws TemplateException {
        return new TemplateRenderer(templates).render("main", CONTEXT);
    }

    /** Returns the rendered text, with the origin of each piece of a line that comes from one place. */
    private static String traced(Map<String, String> templates) throws TemplateException {
        Rendered rendered = render(templates);
        StringBuilder traced = new StringBuilder();
        String last = "";
        for (int i = 0; i < rendered.text().length(); i++) {
            TemplateLine line = rendered.origin(i).orElseThrow();
            String origin = line.file().replace("templates/", "") + ":" + line.line();
            char c = rendered.text().charAt(i);
            if (!origin.equals(last) || rendered.text().charAt(i - 1) == '\n') {
                traced.append(traced.isEmpty() ? "" : "\n").append(origin).append(' ');
            }
            traced.append(c == '\n' ? '$' : c);
            last = origin;
        }
        return traced.append('\n').toString();
    }

    private static String traced(String main) throws TemplateException {
        return traced(Map.of("main", main));
    }

    @Test
    void textIsTracedLineByLineAndAPrintedValueToItsTag() throws TemplateException {
        assertThat(traced("a\nb {{ name }} c\n\n{{ two }}d\n{{\n  name\n}}e")).isEqualTo("""
                        main:1 a$
                        main:2 b N c$
                        main:3 $
                        main:4 1$
                        main:4 2d$
                        main:5 N
                        main:7 e
                        """);
    }

    @Test
    void eachRoundOfALoopIsTracedToTheSameLines() throws TemplateException {
        assertThat(traced("[\n{% for i in range(2) %}\n  {{ i }},\n{%- if i %}\n  x{% endif %}\n{%- endfor %}\n]"))
                .isEqualTo("""
                        main:1 [$
                        main:2 $
                        main:3   0,
                        main:2 $
                        main:3   1,
                        main:4 $
                        main:5   x
                        main:6 $
                        main:7 ]
                        """);
    }

    @Test
    void whiteSpaceControlCommentsAndRawTextKeepLinesRight() throws TemplateException {
        assertThat(traced("a {# one\ntwo #}\nb\n\n{%- set x = 1 -%}\n\n c{% raw %}\n{{ d }}\n{% endraw %}e"))
                .isEqualTo("""
                        main:1 a\s
                        main:2 $
                        main:3 b
                        main:7 c$
                        main:8 {{ d }}$
                        main:9 e
                        """);
    }

    @Test
    void windowsLineEndsCountOnce() throws TemplateException {
        assertThat(traced("a\r\n{{ name }}\r\nb")).isEqualTo("""
                        main:1 a$
                        main:2 N$
                        main:3 b
                        """);
    }

    @Test
    void includedTextIsTracedToItsOwnTemplate() throws TemplateException {
        assertThat(traced(Map.of("main", "a\n{% include 'part' %}\nb", "part", "p\n{{ name }}q")))
                .isEqualTo("""
                        main:1 a$
                        part:1 p$
                        part:2 Nq
                        main:2 $
                        main:3 b
                        """);
    }

    @Test
    void textIncludedWithoutContextIsTracedToTheTag() throws TemplateException {
        assertThat(traced(Map.of("main", "a\n{% include 'part' without context %}", "part", "p\nq")))
                .isEqualTo("""
                        main:1 a$
                        main:2 p$
                        main:2 q
                        """);
    }

    @Test
    void blocksAreTracedToTheTemplateThatDefinesThem() throws TemplateException {
        String parent = "{\n{% block one %}1{% endblock %}\n{% block two %}2{% endblock %}\n}";
        String child = "{% extends 'parent' %}\nnever\n{% block two %}\n  {{ super() }}{{ name }}{% endblock %}";

        assertThat(traced(Map.of("main", child, "parent", parent))).isEqualTo("""
                        parent:1 {$
                        parent:2 1$
                        main:3 $
                        main:4   2N
                        parent:3 $
                        parent:4 }
                        """);
    }

    @Test
    void capturedTextIsTracedToWhereItIsPrinted() throws TemplateException {
        String macros = "{% macro m(x) %}m\n{{ x }}{{ caller() if caller }}{% endmacro %}";
        String main = """
                {% from 'macros' import m -%}
                {% set s %}s
                t{% endset -%}
                {{ s }}
                {{ m(1) }}
                {% call m(2) %}
                c{% endcall %}
                {% filter upper %}
                f
                {% endfilter %}
                {% for i in [1, [2]] recursive %}
                {{ loop(i) if i is iterable else i }}{% endfor %}""";

        assertThat(traced(Map.of("main", main, "macros", macros))).isEqualTo("""
                        main:4 s$
                        main:4 t$
                        main:5 m$
                        main:5 1$
                        main:6 m$
                        main:6 2$
                        main:6 c
                        main:7 $
                        main:8 $
                        main:8 F$
                        main:10 $
                        main:11 $
                        main:11 1$
                        main:11 $
                        main:11 2
                        """);
    }

    @Test
    void theEndOfTheTextHasTheLineOfItsLastCharacter() throws TemplateException {
        Rendered rendered = render(Map.of("main", "a\nb\n\n"));

        assertThat(rendered.text()).isEqualTo("a\nb\n");
        assertThat(rendered.origin(4)).contains(new TemplateLine("templates/main", 2));
        assertThat(render(Map.of("main", "")).origin(0)).isEmpty();
    }

    @Test
    void aLoopOnOneLineIsTracedHoweverLongItIs() throws TemplateException {
        Rendered rendered = render(Map.of("main", "\n{% for i in range(200000) %}[{{ i }}],{% endfor %}"));

        assertThat(rendered.origin(rendered.text().length() - 1)).contains(new TemplateLine("templates/main", 2));
    }

    @Test
    void nothingMoreIsTracedAfterManyChangesOfTheLine() throws TemplateException {
        Rendered rendered = render(Map.of("main", "{% for i in range(40000) %}a{{ i }}\n{{ i }}{% endfor %}end"));

        assertThat(rendered.origin(0)).contains(new TemplateLine("templates/main", 1));
        assertThat(rendered.origin(100_000)).isPresent();
        assertThat(rendered.origin(rendered.text().length() - 1)).isEmpty();
    }
}
