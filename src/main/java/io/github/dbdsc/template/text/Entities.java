package io.github.dbdsc.template.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The named character references of HTML 5; read from their file when the first one is met. */
final class Entities {

    private static final Map<String, String> TEXTS = read();

    private Entities() {}

    private static Map<String, String> read() {
        Map<String, String> texts = new HashMap<>();
        try (InputStream file = Entities.class.getResourceAsStream("entities.txt")) {
            String content =
                    new String(Objects.requireNonNull(file, "entities.txt").readAllBytes(), StandardCharsets.UTF_8);
            content.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(line.split(" ", -1), texts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static void add(String[] cells, Map<String, String> texts) {
        StringBuilder text = new StringBuilder();
        for (String code : cells[0].split("\\+", -1)) {
            text.appendCodePoint(Integer.parseInt(code, 16));
        }
        for (int i = 1; i < cells.length; i++) {
            texts.put(cells[i], text.toString());
        }
    }

    /**
     * Returns the text that a name stands for; null when it is none.
     *
     * @param name with its semicolon, or without where it has none
     */
    static @Nullable String text(String name) {
        return TEXTS.get(name);
    }
}
