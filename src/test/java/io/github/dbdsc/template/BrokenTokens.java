package io.github.dbdsc.template;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Breaks templates as people do: a delimiter, a word or an operator is forgotten, doubled, mistyped or misplaced. */
final class BrokenTokens {

    private static final Pattern TOKEN = Pattern.compile(
            "\\{%[-+]?|[-+]?%}|\\{\\{-?|-?}}|\\{#-?|-?#}|\\w+|\\s+|\"[^\"\\n]*\"|'[^'\\n]*'|.", Pattern.DOTALL);

    private static final List<String> STRAY = List.of(
            "{%",
            "%}",
            "{{",
            "}}",
            "{#",
            "#}",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "\"",
            "'",
            ",",
            ".",
            ":",
            "|",
            "=",
            "==",
            "~",
            "$",
            "?",
            "!",
            "&",
            "\\",
            "-",
            "%",
            "1",
            "x",
            "if",
            "else",
            "endif",
            "endfor",
            "in",
            "is",
            "not",
            "\n",
            "nope",
            "{% endif %}",
            "{% else %}",
            "{% endfor %}",
            "{% if x %}",
            "{% for a in b %}",
            "{% raw %}",
            "{% endraw %}");

    private BrokenTokens() {}

    /** The parts that the breakages work on; together they are the template. */
    static List<String> parts(String template) {
        List<String> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(template);
        while (token.find()) {
            parts.add(token.group());
        }
        return parts;
    }

    /** The template with one or two breakages. */
    static String of(String template, RandomGenerator random) {
        List<String> parts = parts(template);
        for (int i = random.nextInt(3) / 2; i >= 0; i--) {
            change(parts, random);
        }
        return String.join("", parts);
    }

    private static void change(List<String> parts, RandomGenerator random) {
        if (parts.isEmpty()) {
            return;
        }
        int at = random.nextInt(parts.size());
        int other = random.nextInt(3) == 0
                ? random.nextInt(parts.size())
                : Math.min(parts.size() - 1, at + random.nextInt(1, 4));
        String part = parts.get(at);
        switch (random.nextInt(7)) {
            case 0, 1 -> parts.remove(at);
            case 2 -> parts.add(at, part);
            case 3 -> parts.add(at, STRAY.get(random.nextInt(STRAY.size())));
            case 4 -> parts.set(at, STRAY.get(random.nextInt(STRAY.size())));
            case 5 -> {
                parts.set(at, parts.get(other));
                parts.set(other, part);
            }
            default -> parts.set(at, mistyped(part, random));
        }
    }

    private static String mistyped(String part, RandomGenerator random) {
        int at = random.nextInt(Math.max(1, part.length()));
        if (part.isEmpty()) {
            return part;
        }
        String rest = part.substring(at + 1);
        boolean swaps = !rest.isEmpty() && random.nextBoolean();
        return swaps
                ? part.substring(0, at) + rest.charAt(0) + part.charAt(at) + rest.substring(1)
                : part.substring(0, at) + rest;
    }
}
