package io.github.dbdsc.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.dbdsc.definition.JsonText.MalformedException;
import io.github.dbdsc.model.Problem;
import io.github.dbdsc.model.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever renders to right settings is right by the inferred schema, in whichever way a template reads it. */
class SchemaAcceptsWhatRendersTest {

    private static final Map<String, String> OTHERS = Map.of(
            "templates/small.jinja2", "\"description\": \"{{ job.text }}\"",
            "templates/large.jinja2", "\"timeout_seconds\": {{ job.size }}");

    /** What a template prints beside the name, and a definition. */
    static Stream<Arguments> ways() {
        return Stream.of(
                arguments("a loop over names", """
                        "tags": { {% for k in job.v %}"{{ k }}": "{{ job.v[k] }}"{{ "," if not loop.last }}{% endfor %} }
                        """, """
                        {"v": {"a": "b", "c": "d"}}
                        """),
                arguments("a loop over sorted names", """
                        "tags": { {% for k in job.v | sort %}"{{ k }}": "{{ job.v[k] }}"{{ "," if not loop.last }}{% endfor %} }
                        """, """
                        {"v": {"a": "b", "c": "d"}}
                        """),
                arguments("an object or a text, by a test", """
                        "tags": { {% for d in job.v %}"{% if d.key is defined %}{{ d.key }}{% else %}{{ d }}{% endif %}": "x",{% endfor %} "z": "" }
                        """, """
                        {"v": ["a", {"key": "b"}]}
                        """),
                arguments("an object or a text, by a default", """
                        "tags": { {% for d in job.v %}"{{ d.key | default(d) }}": "x", {% endfor %} "z": "" }
                        """, """
                        {"v": ["a", {"key": "b"}]}
                        """),
                arguments("a text where an object may be", """
                        "description": "{{ job.v.text if job.v is mapping else job.v }} {{ job.v.more | default(1) }}"
                        """, """
                        {"v": "a"}
                        """),
                arguments("a text made of a number, and another", """
                        "description": "{{ 'v' + job.v | string }}"
                        """, """
                        {"v": 5}
                        """),
                arguments("a joined text, and another", """
                        "description": "{{ 'v' ~ job.v + '.x' }}"
                        """, """
                        {"v": 5}
                        """),
                arguments("a character of a text", """
                        "description": "{{ job.v[0] }}"
                        """, """
                        {"v": "dev"}
                        """),
                arguments("an element of a list", """
                        "description": "{{ job.v[0] }}"
                        """, """
                        {"v": ["dev"]}
                        """),
                arguments("a number made of nothing", """
                        "timeout_seconds": {{ job.v | int }}
                        """, """
                        {"v": null}
                        """),
                arguments("JSON within a text", """
                        "description": {{ job.v | tojson | tojson }}, "tags": {"t": "{{ job.w | tojson | replace('"', '') }}"}
                        """, """
                        {"v": {"a": [1]}, "w": ["b"]}
                        """),
                arguments("a comparison that is kept", """
                        {% set auto = job.v == "auto" %}{% if auto %}"description": "x"{% else %}"timeout_seconds": {{ job.v }}{% endif %}
                        """, """
                        {"v": "auto"}
                        """),
                arguments("a negation that is kept", """
                        {% set empty = not job.v %}{% if empty %}"description": "x"{% else %}"timeout_seconds": {{ job.v }}{% endif %}
                        """, """
                        {"v": null}
                        """),
                arguments("a name that a condition sets", """
                        {% if job.v == "auto" %}{% set mode = 1 %}{% else %}{% set mode = 2 %}{% endif %}{% if mode == 1 %}"description": "x"{% else %}"timeout_seconds": {{ job.v }}{% endif %}
                        """, """
                        {"v": "auto"}
                        """),
                arguments("a condition in a text that is kept", """
                        {% set mode %}{% if job.v %}on{% endif %}{% endset %}{% if mode == "on" %}"timeout_seconds": {{ job.v }}{% else %}"description": "x"{% endif %}
                        """, """
                        {"v": null}
                        """),
                arguments("a condition on a method's result", """
                        {% if job.v.startswith("a") %}"description": "x"{% else %}"timeout_seconds": {{ job.v }}{% endif %}
                        """, """
                        {"v": "auto"}
                        """),
                arguments("a value for fields of two kinds, behind two conditions each", """
                        {% if job.kind == "n" and job.v %}"timeout_seconds": {{ job.v }}{% elif job.kind == "t" and job.v %}"edit_mode": "{{ job.v }}"{% endif %}
                        """, """
                        {"kind": "t", "v": "EDITABLE"}
                        """),
                arguments("an object that another value leaves aside", """
                        {% if job.check and job.kind == "n" %}"timeout_seconds": {{ job.check.v }}{% else %}"description": "x"{% endif %}
                        """, """
                        {"kind": "t", "check": {}}
                        """),
                arguments("an object that a value in it leaves aside", """
                        {% if job.check and job.check.on %}"timeout_seconds": {{ job.check.v }}{% else %}"description": "x"{% endif %}
                        """, """
                        {"check": {"on": false}}
                        """),
                arguments("an empty text that is also printed", """
                        "description": "x{{ job.v }}"{% if job.v %}, "timeout_seconds": {{ job.v }}{% endif %}
                        """, """
                        {"v": ""}
                        """),
                arguments("a list that grows", """
                        {% set all = [] %}{% for s in job.steps %}{% set _ = all.append(s.key) %}{% endfor %}"tags": { {% for key in all %}"{{ key }}": "{{ job.v }}"{% endfor %} }
                        """, """
                        {"steps": [{"key": "a"}], "v": "x"}
                        """),
                arguments("a value of a loop's neighbour", """
                        "tags": { {% for s in job.steps %}"{{ s.key }}": "{{ 1 if loop.previtem is defined and loop.previtem.wide else 2 }}"{{ "," if not loop.last }}{% endfor %} }
                        """, """
                        {"steps": [{"key": "a", "wide": true}, {"key": "b"}]}
                        """),
                arguments("one of two templates", """
                        {% include "small.jinja2" if job.kind == "t" else "large.jinja2" %}
                        """, """
                        {"kind": "t", "text": "x"}
                        """),
                arguments("an entry that is also read by its name", """
                        "tags": { {% for v in job.map.values() %}"{{ v.k }}": "{{ v.v }}", {% endfor %} "first": "{{ job.map.x.v }}" }
                        """, """
                        {"map": {"x": {"k": "a", "v": 1}, "y": {"k": "b", "v": 2}}}
                        """),
                arguments("directives beside names of the author's own", """
                        "tags": { {% for k, v in job.items() %}"{{ k }}": "{{ v }}"{% endfor %} }
                        """, """
                        {"$ignore": ["tags.x"], "$protect": true, "team": "b"}
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void what_renders_is_right(String way, String printed, String definition) throws MalformedException {
        List<SourceFile> files = new ArrayList<>();
        OTHERS.forEach((path, text) -> files.add(SchemaOf.file(path, text)));
        files.add(SchemaOf.file("templates/standard.jinja2", "{\"name\": \"A\", " + printed + "}"));
        SchemaOf schema = SchemaOf.folder(Snapshot.of(files));
        files.add(SchemaOf.file("jobs/a.json", definition));

        List<Problem> problems = DesiredStateReader.read(Snapshot.of(files), new RenderCache(Strictness.LENIENT))
                .problems();
        assertThat(problems.stream().filter(Problem::isError)).as(way).isEmpty();
        assertThat(schema.mistakes(definition)).as(way).isEmpty();
    }
}
