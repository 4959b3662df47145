package io.github.dbdsc.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a grammar: a line {@code kind:} starts a kind, each line after it is a form of it, with {@code ⏎} for a line end;
 * lines that start with {@code ##} are comments.
 */
final class Grammar {

    private Grammar() {}

    static Map<String, List<String>> read(String resource) {
        String text;
        try (InputStream in = Grammar.class.getResourceAsStream("/template/" + resource)) {
            text = new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, List<String>> grammar = new LinkedHashMap<>();
        List<String> forms = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.matches("[a-z][a-z ]*:")) {
                forms = grammar.computeIfAbsent(line.substring(0, line.length() - 1), kind -> new ArrayList<>());
            } else if (!line.isEmpty() && !line.startsWith("##")) {
                forms.add(line.replace("⏎", "\n"));
            }
        }
        return grammar;
    }
}
