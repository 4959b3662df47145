package io.github.dbdsc.template;

import io.github.dbdsc.fuzz.Broken;
import java.util.List;
import java.util.random.RandomGenerator;

/** Breaks templates where it hurts: tags without end, depth, recursion, values and filters that do not fit. */
final class BrokenTemplate {

    private static final List<String> FILTERS = List.of(
            "abs",
            "attr",
            "batch",
            "capitalize",
            "center",
            "count",
            "d",
            "default",
            "dictsort",
            "e",
            "escape",
            "filesizeformat",
            "first",
            "float",
            "forceescape",
            "format",
            "groupby",
            "indent",
            "int",
            "items",
            "join",
            "jsonify",
            "last",
            "length",
            "list",
            "lower",
            "map",
            "max",
            "min",
            "pprint",
            "random",
            "reject",
            "rejectattr",
            "replace",
            "reverse",
            "round",
            "safe",
            "select",
            "selectattr",
            "slice",
            "sort",
            "string",
            "striptags",
            "sum",
            "title",
            "tojson",
            "trim",
            "truncate",
            "unique",
            "upper",
            "urlencode",
            "urlize",
            "wordcount",
            "wordwrap",
            "xmlattr");

    private static final List<String> METHODS = List.of(
            "split",
            "format",
            "join",
            "items",
            "keys",
            "get",
            "append",
            "pop",
            "insert",
            "extend",
            "count",
            "index",
            "strip",
            "replace",
            "zfill",
            "center",
            "encode",
            "format_map",
            "partition",
            "expandtabs",
            "translate",
            "update",
            "remove",
            "setdefault",
            "splitlines",
            "startswith",
            "to_bytes",
            "hex",
            "as_integer_ratio",
            "__class__",
            "nope");

    private static final List<String> VALUES = List.of(
            "job",
            "job.name",
            "job.tasks",
            "nope",
            "none",
            "true",
            "0",
            "-1",
            "3",
            "10**9",
            "-2**70",
            "1.5",
            "1e308",
            "1e999",
            "''",
            "'x'",
            "'%s %d'",
            "'{} {x!r:>9}'",
            "'{0[a].b}'",
            "'a,b'",
            "'\\ud800'",
            "'\\n'",
            "[]",
            "[1, 'a', none]",
            "[[]]",
            "{}",
            "{'a': 1}",
            "{1: {}}",
            "(1, 2)",
            "range(3)",
            "range(10**9)",
            "namespace(a=1)",
            "cycler(1, 2)",
            "joiner()",
            "dict(a=1)",
            "loop",
            "self",
            "caller",
            "job_ref('a')",
            "lookup('cluster_policy', 'x')",
            "lipsum",
            "job.cluster",
            "'\\0'",
            "'İ'",
            "1/3",
            "true and none",
            "'a' * 99",
            "job|tojson",
            "(job|list)[0]",
            "[1,2,3]|map('string')");

    private static final List<String> OPERATORS = List.of(
            "+", "-", "*", "/", "//", "%", "**", "~", "==", "<", ">=", "in", "not in", "and", "or", "is", "is not",
            "if", "|", ".", ",", "=", "!=");

    private static final List<String> TAGS = List.of(
            "{%",
            "%}",
            "{{",
            "}}",
            "{#",
            "#}",
            "{%-",
            "-%}",
            "{% raw %}",
            "{% endraw %}",
            "{% if job %}",
            "{% elif nope.x %}",
            "{% else %}",
            "{% endif %}",
            "{% for i in job.tasks recursive %}{{ loop(job.tasks) }}{% endfor %}",
            "{% for i in range(10**9) %}{% endfor %}",
            "{% for a, b in job %}",
            "{% endfor %}",
            "{% break %}",
            "{% include 'main.json' %}",
            "{% include nope %}",
            "{% include ['x', 'main.json'] ignore missing %}",
            "{% extends 'main.json' %}",
            "{% extends nope %}",
            "{% import 'main.json' as m %}{{ m.x() }}",
            "{% from 'main.json' import x as y with context %}",
            "{% macro x(a, b=1) %}{{ x(b, a) }}{% endmacro %}{{ x(1) }}",
            "{% macro x(a=a) %}{{ caller(1) }}",
            "{% endmacro %}",
            "{% call x(1) %}",
            "{% endcall %}",
            "{% block b %}{{ super() }}",
            "{% block b scoped required %}",
            "{% endblock %}",
            "{{ self.b() }}",
            "{% set x = %}",
            "{% set x, y = job %}",
            "{% set x.y = 1 %}",
            "{% set x %}",
            "{% endset %}",
            "{% filter upper|nope %}",
            "{% endfilter %}",
            "{% with a = b, b = a %}",
            "{% endwith %}",
            "{% do job.clear() %}",
            "{% autoescape job %}",
            "{% endautoescape %}",
            "{% nope %}",
            "{% set loop = 1 %}",
            "{{ {}.x.y }}",
            "{{ [][0] }}",
            "{{ 1/0 }}",
            "{{ '%*d' % (10**9, 1) }}",
            "{{ x.__class__ }}",
            "{% set l = [] %}{{ l.append(l) }}{{ l }}{{ l|tojson }}");

    private BrokenTemplate() {}

    /** The template with one to four changes. */
    static String of(String sample, RandomGenerator random) {
        String text = sample;
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            text = changed(text, random);
        }
        return text;
    }

    private static String changed(String text, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        String before = text.substring(0, at);
        String after = text.substring(at);
        return switch (random.nextInt(8)) {
            case 0 -> Broken.text(text, random);
            case 1 -> before + any(TAGS, random) + after;
            case 2 -> before + any(TAGS, random) + after + any(TAGS, random);
            case 3 -> before + any(VALUES, random) + after;
            case 4 -> nested(before, after, random);
            case 5 -> text + "{% for z in [1,2] %}{{ " + expression(3, random) + " }}{% endfor %}";
            case 6 -> text + "{% set q = " + expression(3, random) + " %}{{ q }}{{ q|tojson }}";
            default -> "{{ " + expression(4, random) + " }}" + text;
        };
    }

    /** A value of values, in any combination, sensible or not. */
    private static String expression(int depth, RandomGenerator random) {
        String value = any(VALUES, random);
        if (depth == 0) {
            return value;
        }
        String inner = expression(depth - 1, random);
        return switch (random.nextInt(9)) {
            case 0 -> inner + " " + any(OPERATORS, random) + " " + value;
            case 1 -> "(" + inner + ")." + any(METHODS, random) + arguments(random);
            case 2 -> "(" + inner + ")[" + value + (random.nextBoolean() ? ":" + any(VALUES, random) : "") + "]";
            case 3 -> "[" + inner + ", " + value + "]";
            case 4 -> "{" + value + ": " + inner + "}";
            case 5 -> value + " if " + inner + " else " + inner;
            default -> "(" + inner + ")|" + any(FILTERS, random) + (random.nextBoolean() ? arguments(random) : "");
        };
    }

    private static String arguments(RandomGenerator random) {
        StringBuilder arguments = new StringBuilder("(");
        for (int i = random.nextInt(4); i > 0; i--) {
            arguments.append(random.nextInt(6) == 0 ? "attribute=" : "").append(any(VALUES, random));
            arguments.append(i > 1 ? ", " : "");
        }
        return arguments
                .append(random.nextInt(20) == 0 ? ", *" + any(VALUES, random) : "")
                .append(')')
                .toString();
    }

    private static String nested(String before, String after, RandomGenerator random) {
        int depth = random.nextInt(1, 300);
        return switch (random.nextInt(5)) {
            case 0 -> before + "{{ " + "(".repeat(depth) + "1" + ")".repeat(depth) + " }}" + after;
            case 1 -> before + "{% if 1 %}".repeat(depth) + after + "{% endif %}".repeat(depth);
            case 2 -> before + "{% for i in [1] %}".repeat(depth) + after + "{% endfor %}".repeat(depth);
            case 3 -> before + "{{ " + "not ".repeat(depth) + "1 " + "| list".repeat(depth) + " }}" + after;
            default -> before + "{{ " + "[".repeat(depth) + "]".repeat(depth) + " }}" + after;
        };
    }

    private static String any(List<String> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
