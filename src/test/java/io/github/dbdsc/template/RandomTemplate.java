package io.github.dbdsc.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Writes random templates that are valid and mostly make sense: a grammar gives each kind of value and of statement its
 * forms ({@code random-templates.txt}), in which {@code <kind>} stands for another random one.
 */
final class RandomTemplate {

    /** What the templates see. */
    static final Map<String, Object> CONTEXT = context();

    private static final Map<String, List<String>> GRAMMAR = Grammar.read("random-templates.txt");
    /** What needs no brackets, wherever it stands. */
    private static final Pattern SIMPLE =
            Pattern.compile("[\\w.]+|\"[^\"]*\"|\\s*|\\([^()]*\\)|.*[%}]}.*", Pattern.DOTALL);

    private static final int MAX_LENGTH = 3_000;

    private final RandomGenerator random;
    private final StringBuilder out = new StringBuilder();

    private RandomTemplate(RandomGenerator random) {
        this.random = random;
    }

    /** A template, by its name, with the others that it includes, imports or extends. */
    static Map<String, String> templates(String kind, RandomGenerator random) {
        Map<String, String> templates = new HashMap<>();
        boolean isLarge = kind.equals("template");
        templates.put(ConformanceCase.MAIN, of(kind, isLarge ? 5 : 4, random));
        for (String other : List.of("part", "macros", "base")) {
            if (templates.get(ConformanceCase.MAIN).contains(other + ".j2")) {
                templates.put(other + ".j2", of(other, isLarge ? 3 : 2, random));
            }
        }
        return templates;
    }

    /** Random source of one kind of the grammar. */
    static String of(String kind, int depth, RandomGenerator random) {
        RandomTemplate template = new RandomTemplate(random);
        template.write(kind, depth);
        return template.out.toString();
    }

    private void write(String kind, int depth) {
        // every kind has short forms, which end what would grow without end
        boolean isShort = depth <= 0 || out.length() > MAX_LENGTH;
        List<String> forms =
                GRAMMAR.getOrDefault(isShort ? "short " + kind : kind, GRAMMAR.getOrDefault(kind, List.of()));
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("the grammar has no kind '" + kind + "'");
        }
        String form = forms.get(random.nextInt(forms.size()));
        int at = 0;
        for (int open = form.indexOf('<'); open >= 0; open = form.indexOf('<', at)) {
            out.append(form, at, open);
            int close = form.indexOf('>', open);
            String inner = close < 0 ? "" : form.substring(open + 1, close);
            if (GRAMMAR.containsKey(inner)) {
                int start = out.length();
                write(inner, depth - 1);
                at = close + 1;
                bracket(start, form, at);
            } else {
                out.append('<');
                at = open + 1;
            }
        }
        out.append(form, at, form.length());
    }

    /** Mostly puts brackets around what operators are applied to, so that it stays of its kind. */
    private void bracket(int start, String form, int end) {
        boolean applied = end < form.length()
                && "[.| ".indexOf(form.charAt(end)) >= 0
                && !form.startsWith(" %}", end)
                && !form.startsWith(" }}", end);
        if (applied && !SIMPLE.matcher(out.substring(start)).matches() && random.nextInt(20) > 0) {
            out.insert(start, '(').append(')');
        }
    }

    private static Map<String, Object> context() {
        Map<String, Object> extract = Map.of("key", "extract", "retries", 3, "deps", List.of(), "on", true);
        Map<String, Object> load =
                new HashMap<>(Map.of("key", "load", "retries", 0, "deps", List.of("extract"), "on", false));
        load.put("owner", null);
        Map<String, Object> job = new HashMap<>();
        job.put("name", "daily ingest");
        job.put("title", "Größe & <b>Maß</b> \"x\"");
        job.put("text", "one two\tthree\n  four, five;six\r\nseven  ");
        job.put("empty", "");
        job.put("workers", 4);
        job.put("big", 12345678901234567L);
        job.put("price", 1.5);
        job.put("tiny", 1e-7);
        job.put("yes", true);
        job.put("no", false);
        job.put("nothing", null);
        job.put("tags", new ArrayList<>(List.of("b", "a", "C", "a", "ö", "10", "9")));
        job.put("numbers", List.of(5, 3, 11, 3, -8));
        job.put("floats", List.of(0.1, 2.5, -3.0, 1e20));
        job.put("mixed", new ArrayList<>(List.of(1, "1", 2.5, true, List.of(4), Map.of("k", 5))));
        job.put("tasks", List.of(extract, load));
        job.put("conf", Map.of("spark.x", "200"));
        return Map.of("job", job, "s", "Some text", "n", 3, "l", List.of("x", 1, 2.5), "d", Map.of("a", 1));
    }
}
