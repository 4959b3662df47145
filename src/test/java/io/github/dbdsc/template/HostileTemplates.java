package io.github.dbdsc.template;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Renders templates that try to use up memory or time; the main of a small JVM. Prints a line for each: its name, the
 * milliseconds of processor time it took, which do not depend on what else the machine does, how it ended, and the line of
 * the problem.
 */
public final class HostileTemplates {

    private HostileTemplates() {}

    public static void main(String[] arguments) {
        Map<String, String> attacks = attacks();
        // the first rendering in a JVM loads classes; that is not what is measured
        attempt("{{ [1, 'a'] | tojson }}");
        attacks.forEach((name, source) -> {
            long start = cpuTime();
            String outcome = attempt(source);
            System.out.println(name + "\t" + (cpuTime() - start) / 1_000_000 + "\t" + outcome);
        });
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String attempt(String source) {
        Map<String, String> templates = Map.of(
                "main",
                source,
                "self",
                "{% include 'self' %}",
                "a",
                "{% import 'b' as b %}",
                "b",
                "{% import 'a' as a %}");
        try {
            return "rendered "
                    + new TemplateRenderer(templates)
                            .render("main", Map.of("text", "abc"))
                            .text()
                            .length();
        } catch (TemplateException e) {
            return e.errorClass() + "\t" + e.problems().get(0).line();
        }
    }

    private static Map<String, String> attacks() {
        Map<String, String> attacks = new LinkedHashMap<>();
        attacks.put("long string", "{{ 'x' * 10**9 }}");
        attacks.put("long list", "{{ [0] * 10**9 }}");
        attacks.put(
                "many long strings",
                "{% set ns = namespace(l=[]) %}{% for i in range(1000) %}"
                        + "{% set ns.l = ns.l + ['x' * 1000000] %}{% endfor %}");
        attacks.put(
                "doubling string",
                "{% set ns = namespace(s='xx') %}{% for i in range(99) %}"
                        + "{% set ns.s = ns.s ~ ns.s %}{% endfor %}");
        attacks.put(
                "doubling list",
                "{% set ns = namespace(l=[0]) %}{% for i in range(99) %}" + "{% set ns.l = ns.l + ns.l %}{% endfor %}");
        attacks.put(
                "doubling nesting",
                "{% set ns = namespace(l=[0]) %}{% for i in range(60) %}"
                        + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}");
        attacks.put(
                "doubling nesting as JSON",
                "{% set ns = namespace(l=[0]) %}{% for i in range(60) %}"
                        + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}");
        attacks.put(
                "doubling nesting compared",
                "{% set ns = namespace(l=[0], m=[0]) %}{% for i in range(60) %}"
                        + "{% set ns.l = [ns.l, ns.l] %}{% set ns.m = [ns.m, ns.m] %}{% endfor %}{{ ns.l == ns.m }}");
        attacks.put(
                "doubling nesting pretty",
                "{% set ns = namespace(l=[0]) %}{% for i in range(60) %}"
                        + "{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | pprint }}");
        attacks.put(
                "deep list",
                "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}"
                        + "{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l }}");
        attacks.put(
                "deep list as JSON",
                "{% set ns = namespace(l=[]) %}{% for i in range(100000) %}"
                        + "{% set ns.l = [ns.l] %}{% endfor %}{{ ns.l | jsonify }}");
        attacks.put("list in itself as JSON", "{% set l = [] %}{{ l.append(l) }}{{ l | tojson }}");
        attacks.put("large power", "{{ 10 ** (10 ** 9) }}");
        attacks.put("tower of powers", "{{ 9 ** (9 ** (9 ** 9)) }}");
        attacks.put(
                "growing product",
                "{% set ns = namespace(n=3) %}{% for i in range(99) %}" + "{% set ns.n = ns.n * ns.n %}{% endfor %}");
        attacks.put("long hexadecimal", "{{ ('f' * 1900000) | int(0, 16) }}");
        attacks.put("wide percent format", "{{ '%1000000000d' | format(1) }}");
        attacks.put("precise percent format", "{{ '%.1000000000f' % 1 }}");
        attacks.put("starred percent format", "{{ '%*d' % (10**9, 1) }}");
        attacks.put("wide format", "{{ '{:>1000000000}'.format(1) }}");
        attacks.put("precise format", "{{ '{:.900000000f}'.format(1.5) }}");
        attacks.put("grouped format", "{{ '{:0900000000,d}'.format(1) }}");
        attacks.put("center method", "{{ 'x'.center(10**9) }}");
        attacks.put("center filter", "{{ 'x' | center(10**9) }}");
        attacks.put("ljust", "{{ 'x'.ljust(10**9) }}");
        attacks.put("rjust", "{{ 'x'.rjust(10**9) }}");
        attacks.put("zfill", "{{ 'x'.zfill(10**9) }}");
        attacks.put("expandtabs", "{{ '\\t'.expandtabs(10**9) }}");
        attacks.put("indent", "{{ 'a\\nb' | indent(10**9) }}");
        attacks.put("indent many lines", "{{ ('a\\n' * 100000) | indent(1000) }}");
        attacks.put("JSON indent", "{{ [[1]] | tojson(10**9) }}");
        attacks.put("replace", "{{ ('a' * 1000000).replace('a', 'b' * 1000000) }}");
        attacks.put("replace nothing", "{{ ('a' * 1000000) | replace('', 'b' * 1000000) }}");
        attacks.put("join", "{{ range(1000000) | join('x' * 1000000) }}");
        attacks.put("join method", "{{ ('x' * 1000000).join(['a'] * 100000) }}");
        attacks.put("batch fill", "{{ [1] | batch(10**9, 'x') | list }}");
        attacks.put("slices", "{{ [1] | slice(10**9) | list }}");
        attacks.put("range as list", "{{ range(10**12) | list }}");
        attacks.put("range summed", "{{ range(10**12) | sum }}");
        attacks.put("range searched", "{{ 1.5 in range(10**12) }}");
        attacks.put("range mapped", "{{ range(10**12) | map('string') | join }}");
        attacks.put("range selected", "{{ range(10**12) | select('lt', 0) | first }}");
        attacks.put("range sorted", "{{ range(10**12) | sort }}");
        attacks.put("unique", "{{ range(10**12) | unique | list }}");
        attacks.put(
                "nested loops",
                "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}"
                        + "{% endfor %}{% endfor %}{% endfor %}");
        attacks.put(
                "printing loops",
                "{% for a in range(100000) %}{% for b in range(1000) %}xxxxxxxxxx{% endfor %}{% endfor %}");
        attacks.put("loop with a test", "{% for a in range(10**12) if a < 0 %}{% endfor %}");
        attacks.put("growing loop", "{% set l = [1] %}{% for x in l %}{% if l.append(x) %}{% endif %}{% endfor %}");
        attacks.put("endless macro", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}");
        attacks.put(
                "double macro",
                "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}");
        attacks.put(
                "printing macro",
                "{% macro m(n) %}x{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}");
        attacks.put(
                "endless caller",
                "{% macro m() %}{{ caller() }}{% endmacro %}{% macro n() %}{% call m() %}{{ n() }}{% endcall %}{% endmacro %}{{ n() }}");
        attacks.put("endless recursive loop", "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}");
        attacks.put("endless block", "{% block b %}{{ self.b() }}{% endblock %}");
        attacks.put("endless include", "{% include 'self' %}");
        attacks.put("endless import", "{% import 'a' as a %}");
        attacks.put("endless extends", "{% extends 'main' %}");
        attacks.put("nested parentheses", "{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}");
        attacks.put("nested lists", "{{ " + "[".repeat(5000) + "]".repeat(5000) + " }}");
        attacks.put("nested signs", "{{ " + "-".repeat(50000) + "1 }}");
        attacks.put("nested nots", "{{ " + "not ".repeat(50000) + "1 }}");
        attacks.put("nested ifs", "{% if 1 %}".repeat(5000) + "{% endif %}".repeat(5000));
        attacks.put("chained conditions", "{{ " + "1 if 0 else ".repeat(5000) + "1 }}");
        attacks.put("chained sum", "{{ " + "1 + ".repeat(200000) + "1 }}");
        attacks.put("chained filters", "{{ 1 " + "| string ".repeat(100000) + " }}");
        attacks.put("chained attributes", "{{ a" + ".a".repeat(100000) + " }}");
        attacks.put("slow address", "{% for i in range(1000) %}{{ (('a.' * 200000) ~ '!') | urlize }}{% endfor %}");
        attacks.put("slow mail", "{% for i in range(1000) %}{{ (('a@' * 100000) ~ '!') | urlize }}{% endfor %}");
        attacks.put("wrapped text", "{% for i in range(1000) %}{{ ('a-' * 500000) | wordwrap(1) }}{% endfor %}");
        attacks.put("sorted text", "{% for i in range(100000) %}{{ (text * 100000) | sort | length }}{% endfor %}");
        attacks.put("split text", "{% for i in range(1000) %}{% set x = ('a ' * 500000).split() %}{% endfor %}");
        attacks.put(
                "upper case",
                "{% set s = 'a' * 1900000 %}{% for i in range(100000) %}{% set x = s | upper %}{% endfor %}");
        attacks.put(
                "stripped tags",
                "{% set s = '<' * 1900000 %}{% for i in range(100000) %}{% set x = s | striptags %}{% endfor %}");
        attacks.put(
                "counted words",
                "{% set s = 'a ' * 900000 %}{% for i in range(100000) %}{% set x = s | wordcount %}{% endfor %}");
        attacks.put(
                "title case",
                "{% set s = 'a ' * 900000 %}{% for i in range(100000) %}{% set x = s | title %}{% endfor %}");
        attacks.put(
                "searched text",
                "{% set s = 'a' * 1900000 %}{% for i in range(100000) %}{% set x = s.find('a' * 1000 ~ 'b') %}{% endfor %}");
        attacks.put("one long word", "{{ ('a' * 1900000) | wordwrap(5) }}");
        attacks.put("undefined values", "{{ range(10**12) | rejectattr('a') | list }}");
        attacks.put("undefined values printed", "{% for i in range(10**7) %}{{ i.a }}{% endfor %}");
        String text = "{% set s = 'A' * 1900000 %}{% set t = 'A' * 1900000 %}";
        String overAndOver = "{% for i in range(1000000) %}{% set x = ";
        attacks.put("lower case tested", text + overAndOver + "s is upper %}{% endfor %}");
        attacks.put("long texts compared", text + overAndOver + "s < t %}{% endfor %}");
        attacks.put("long texts equal", text + overAndOver + "s == t %}{% endfor %}");
        attacks.put("long text as a key", text + overAndOver + "s in {t: 1} %}{% endfor %}");
        attacks.put("unique long texts", text + "{{ ([s] * 1000) | unique | list | length }}");
        attacks.put("greatest of long texts", text + "{{ ([s] * 1000) | max | length }}");
        attacks.put("sorted long texts", text + "{{ ([s] * 1000) | sort | length }}");
        attacks.put(
                "long attributes",
                text + "{{ {'a': s, 'b': s, 'c': s, 'd': s, 'e': s, 'f': s, 'g': s, 'h': s, 'i': s} | xmlattr }}");
        attacks.put(
                "sorted by long values",
                text + "{% set d = {} %}{% for i in range(1000) %}{% set x = d.update({i: s}) %}{% endfor %}"
                        + "{{ d | dictsort(by='value') | length }}");
        attacks.put(
                "reversed list",
                "{% set l = [1] * 400000 %}{% for i in range(10000) %}{{ l.reverse() or '' }}{% endfor %}");
        attacks.put(
                "moved list",
                "{% set l = [1] * 400000 %}{% for i in range(100000) %}{{ l.insert(0, 1) or '' }}{% endfor %}");
        attacks.put("read hexadecimals", overAndOver + "('f' * 99000) | int(0, 16) %}{% endfor %}");
        String tuples =
                "{% set ns = namespace(t=(1,)) %}{% for i in range(24) %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}";
        attacks.put("doubling tuple as a key", tuples + "{{ ns.t in {} }}");
        attacks.put("doubling tuple looked up", tuples + "{{ {}[ns.t] }}");
        String grows = "{% set ns = namespace(s='x' * 100000, t='', l=[]) %}{% set l = [] %}"
                + "{% macro m() %}{% set ns.s = ns.s ~ 'x' %}{% endmacro %}";
        String forEver = grows + "{% for i in range(100000) %}{% set ns.s = ns.s ~ 'x' %}";
        attacks.put("kept in a list", forEver + "{{ l.append(ns.s) or '' }}{% endfor %}");
        attacks.put("kept in another attribute", forEver + "{% set ns.l = ns.l + [ns.s] %}{% endfor %}");
        attacks.put(
                "kept as the sum with nothing",
                forEver + "{% set ns.t = ns.s + '' %}{{ l.append(ns.t) or '' }}{% set ns.s = ns.s + '' %}{% endfor %}");
        attacks.put(
                "kept as itself times one",
                forEver + "{% set ns.t = ns.s * 1 %}{{ l.append(ns.t) or '' }}{% endfor %}");
        attacks.put("kept by a condition", forEver + "{{ l.append(ns.s if ns.s else 1) or '' }}{% endfor %}");
        attacks.put("kept by a default", forEver + "{{ l.append(ns.s or 1) or '' }}{% endfor %}");
        attacks.put("kept by a filter", forEver + "{{ l.append(ns.s|default(1)) or '' }}{% endfor %}");
        attacks.put("kept by the attribute's method", forEver + "{{ l.append(ns.s.upper) or '' }}{% endfor %}");
        attacks.put("kept in a tuple", forEver + "{% set ns.l = ns.l + [(ns.s, 1)] %}{% endfor %}");
        attacks.put("kept by an attribute filter", forEver + "{{ l.append(ns|attr('s')) or '' }}{% endfor %}");
        attacks.put("kept while it is joined", grows + "{% set x = " + "ns.s ~ m() ~ ".repeat(2000) + "1 %}");
        attacks.put("kept while it is added", grows + "{% set x = " + "ns.s + (m() or '') + ".repeat(80) + "1 %}");
        attacks.put(
                "kept by loops inside one another",
                "{% set ns = namespace(l=[]) %}{% macro m() %}{% set ns.l = [0] * 100000 + [1] %}"
                        + "{% for x in ns.l %}{% set ns.l = [0] + [1] %}{{ m() }}{% endfor %}{% endmacro %}{{ m() }}");
        attacks.put(
                "kept by comparisons inside one another",
                "{% set ns = namespace(l=[]) %}{% macro m() %}{% set ns.l = [0] * 100000 + [1] %}"
                        + "{{ ns.l == m() }}{% endmacro %}{{ m() }}");
        attacks.put(
                "kept as the second item",
                "{% set ns = namespace(l=[]) %}{% set l = [] %}{% for i in range(10000) %}"
                        + "{% set ns.l = [0] * 10000 + [i] %}{% set ns.t = [1] + ns.l %}{{ l.append(ns.t) or '' }}"
                        + "{% endfor %}");
        attacks.put("millions of numbers", "{{ [" + "1,".repeat(2_400_000) + "]|length }}");
        attacks.put("millions of texts", "x{##}".repeat(900_000));
        return attacks;
    }
}
