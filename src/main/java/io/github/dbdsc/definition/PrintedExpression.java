package io.github.dbdsc.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of a template prints as the value of a field, as far as it reads the definition in one place only. Whatever
 * else takes part, like a variable whose origin can't be told, gives no answer.
 *
 * @param path the names and indexes by which the expression reads {@code job}, or the list that a loop runs over
 * @param inLoop whether it reads the variable of a loop
 * @param rest of a loop, the rest of the path in each element of the list
 * @param hasChoice whether it may print something else than what it reads, like a default
 */
record PrintedExpression(List<String> path, boolean inLoop, List<String> rest, boolean hasChoice) {

    private static final Pattern CHOICE = Pattern.compile("\\b(?:default|d|or|and|if|min|max)\\b");

    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{[-+]?(.*?)[-+]?\\}\\}");

    private static final Pattern READ = Pattern.compile("(?<![\\w.|'\"])([A-Za-z_]\\w*+)((?:\\.\\w++(?!\\s*\\()"
            + "|\\.get\\(\\s*(?:'[^']*'|\"[^\"]*\")[^()]*\\)|\\[\\s*(?:'[^']*'|\"[^\"]*\"|\\d+)\\s*\\])*+)");

    private static final Pattern STEP = Pattern.compile(
            "\\.get\\(\\s*(?:'([^']*)'|\"([^\"]*)\")[^()]*\\)|\\.(\\w+)|\\[\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\d+))\\s*\\]");

    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");

    /** What follows a bar is a filter, what follows {@code is} a test, and what is before an equals sign an argument's name. */
    private static final Pattern NO_NAME =
            Pattern.compile("\\|\\s*[A-Za-z_][\\w.]*|\\bis\\s+(?:not\\s+)?[A-Za-z_]\\w*|[A-Za-z_]\\w*\\s*=(?!=)");

    private static final Set<String> WORDS =
            Set.of("if", "else", "and", "or", "not", "in", "is", "true", "false", "none", "True", "False", "None");

    private static final String JOB = "job";

    /** Finds what a line prints for the field of this name. */
    static Optional<PrintedExpression> ofField(String name, String line, String template) {
        Matcher field = Pattern.compile("[\"']" + Pattern.quote(name) + "[\"']\\s*:\\s*")
                .matcher(line);
        if (!field.find()) {
            return Optional.empty();
        }
        int start = field.end();
        return field.find() ? Optional.empty() : in(value(line, start), template);
    }

    /** Finds what a line prints that has nothing else but one expression. */
    static Optional<PrintedExpression> ofLine(String line, String template) {
        String stripped = line.strip().replaceFirst(",$", "");
        Matcher only = EXPRESSION.matcher(stripped);
        return only.matches() && stripped.indexOf("{{", 2) < 0 ? in(stripped, template) : Optional.empty();
    }

    /** Returns the text of a value, up to the quote, the comma or the bracket that ends it. */
    private static String value(String line, int start) {
        boolean quoted = start < line.length() && line.charAt(start) == '"';
        int at = quoted ? start + 1 : start;
        while (at < line.length()) {
            if (line.startsWith("{{", at)) {
                int end = line.indexOf("}}", at);
                at = end < 0 ? line.length() : end + 2;
            } else if (quoted ? line.charAt(at) == '"' : ",}]".indexOf(line.charAt(at)) >= 0) {
                break;
            } else {
                at++;
            }
        }
        return line.substring(start, at);
    }

    private static Optional<PrintedExpression> in(String value, String template) {
        if (value.contains("{%") || value.contains("{#")) {
            return Optional.empty();
        }
        Set<PrintedExpression> reads = new HashSet<>();
        Matcher expressions = EXPRESSION.matcher(value);
        while (expressions.find()) {
            Optional<Set<PrintedExpression>> found = reads(expressions.group(1), template);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            reads.addAll(found.get());
        }
        boolean choice = CHOICE.matcher(
                        TEXT.matcher(value.replaceAll("^\"", "")).replaceAll(""))
                .find();
        return reads.size() == 1
                ? Optional.of(reads.iterator().next()).map(read -> choice ? read.withChoice() : read)
                : Optional.empty();
    }

    private PrintedExpression withChoice() {
        return new PrintedExpression(path, inLoop, rest, true);
    }

    /** Returns what an expression reads; empty where it reads something that is not the definition's, or may not be. */
    private static Optional<Set<PrintedExpression>> reads(String expression, String template) {
        Set<PrintedExpression> reads = new HashSet<>();
        Matcher names = READ.matcher(expression);
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (names.find()) {
            String name = names.group(1);
            Optional<PrintedExpression> read =
                    isText(expression, names.start()) ? Optional.empty() : read(name, steps(names.group(2)), template);
            boolean isCall = expression.startsWith("(", names.end()) || expression.startsWith(".", names.end());
            if (read.isPresent() && isCall) {
                return Optional.empty();
            }
            if (read.isPresent()) {
                boolean isPart = expression.startsWith("[", names.end()); // of what is read, by a number or a slice
                reads.add(isPart ? read.get().withChoice() : read.get());
                rest.append(expression, at, names.start());
                at = names.end();
            }
        }
        rest.append(expression.substring(at));
        String others = NO_NAME.matcher(TEXT.matcher(rest).replaceAll("")).replaceAll("");
        Matcher unknown = Pattern.compile("[A-Za-z_]\\w*").matcher(others);
        while (unknown.find()) {
            if (!WORDS.contains(unknown.group())) {
                return Optional.empty();
            }
        }
        return Optional.of(reads);
    }

    private static boolean isText(String expression, int at) {
        Matcher texts = TEXT.matcher(expression);
        while (texts.find()) {
            if (texts.start() < at && at < texts.end()) {
                return true;
            }
        }
        return false;
    }

    private static Optional<PrintedExpression> read(String name, List<String> steps, String template) {
        if (name.equals(JOB)) {
            return isBound(JOB, template)
                    ? Optional.empty()
                    : Optional.of(new PrintedExpression(steps, false, List.of(), false));
        }
        if (WORDS.contains(name) || isBound(JOB, template)) {
            return Optional.empty();
        }
        return bound("set\\s+" + name + "\\s*=", name, template)
                .map(path -> new PrintedExpression(and(path, steps), false, List.of(), false))
                .or(() -> bound("for\\s+" + name + "\\s+in\\s", name, template)
                        .map(path -> new PrintedExpression(path, true, steps, false)));
    }

    /** Returns what of the definition a name stands for, where it is bound once, and to nothing but a part of it. */
    private static Optional<List<String>> bound(String how, String name, String template) {
        Matcher only = Pattern.compile("\\{%[-+]?\\s*" + how
                        + "\\s*job((?:\\.\\w+|\\[\\s*(?:'[^']*'|\"[^\"]*\")\\s*\\])+)\\s*[-+]?%\\}")
                .matcher(template);
        if (!only.find()) {
            return Optional.empty();
        }
        List<String> path = steps(only.group(1));
        Matcher bindings = binding(name).matcher(template);
        int count = 0;
        while (bindings.find()) {
            count++;
        }
        return count == 1 ? Optional.of(path) : Optional.empty();
    }

    private static boolean isBound(String name, String template) {
        return binding(name).matcher(template).find();
    }

    /** Matches the tags that may give a name a meaning. */
    private static Pattern binding(String name) {
        return Pattern.compile("\\{%[-+]?\\s*(?:(?:set|for|with|import|from|call)\\b[^%]*?(?<![\\w.'\"])" + name
                + "\\b(?=\\s*(?:=|,|\\bin\\b|[-+]?%\\}|\\)))|macro\\b[^%]*\\b" + name + "\\b)");
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        Matcher each = STEP.matcher(path);
        while (each.find()) {
            for (int group = 1; group <= each.groupCount(); group++) {
                if (each.group(group) != null) {
                    steps.add(each.group(group));
                }
            }
        }
        return steps;
    }

    private static List<String> and(List<String> path, List<String> more) {
        List<String> all = new ArrayList<>(path);
        all.addAll(more);
        return all;
    }
}
