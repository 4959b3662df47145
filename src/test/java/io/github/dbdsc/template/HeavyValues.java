package io.github.dbdsc.template;

import io.github.dbdsc.template.value.PyDict;
import io.github.dbdsc.template.value.PyList;
import io.github.dbdsc.template.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Values as large as one may be, made of what built-ins treat in ways of their own. */
final class HeavyValues {

    private static final int CHARACTERS = 1_900_000;
    private static final int ITEMS = 400_000;

    private HeavyValues() {}

    /** Copies what a method may change. */
    static Object fresh(Object value) {
        if (value instanceof PyList list) {
            return new PyList(list.items());
        }
        return value instanceof PyDict dict ? new PyDict(dict) : value;
    }

    /** Two of each, by what they are made of; equal where they are texts. */
    static Map<String, List<Object>> all() {
        Map<String, Object> texts = new LinkedHashMap<>();
        texts.put("ASCII", "a".repeat(CHARACTERS));
        texts.put("words", "ab ".repeat(CHARACTERS / 3));
        texts.put("hyphens", "ab-".repeat(CHARACTERS / 3));
        texts.put("Latin", "é".repeat(CHARACTERS));
        texts.put("sharp s", "ß".repeat(CHARACTERS));
        texts.put("Greek", "Σ".repeat(CHARACTERS));
        texts.put("dotted I", "İ".repeat(CHARACTERS));
        texts.put("emoji", "😀".repeat(CHARACTERS / 2));
        texts.put("unprintable", "\u200b".repeat(CHARACTERS));
        texts.put("digits", "1".repeat(CHARACTERS - 1) + "x");
        texts.put("lines", "a\n".repeat(CHARACTERS / 2));
        texts.put("tabs", "\t".repeat(CHARACTERS));
        texts.put("blanks", " ".repeat(CHARACTERS));
        texts.put("quotes", "'\"<&>".repeat(CHARACTERS / 5));
        texts.put("entities", "&lt;<a>".repeat(CHARACTERS / 7));
        texts.put("addresses", "www.a.com ".repeat(CHARACTERS / 10));
        texts.put("percent", "%s%%".repeat(CHARACTERS / 4));
        texts.put("braces", "{}{{".repeat(CHARACTERS / 4));
        Map<String, List<Object>> values = new LinkedHashMap<>();
        texts.forEach((name, text) -> values.put(name, List.of(text, copy((String) text))));

        String half = "b".repeat(CHARACTERS / 2);
        values.put("numbers", two(numbers()));
        values.put(
                "short texts",
                two(IntStream.range(0, ITEMS).mapToObj(i -> "text" + i).toList()));
        values.put("equal long texts", two(Collections.nCopies(1000, "A".repeat(CHARACTERS))));
        values.put(
                "equal prefixes",
                two(Stream.of("X", "y", "z", "Z").map(end -> half + end).toList()));
        values.put(
                "many equal prefixes",
                two(IntStream.range(0, 400).mapToObj(i -> "S".repeat(4000) + i).toList()));
        values.put(
                "floats", two(IntStream.range(0, ITEMS).mapToObj(i -> i / 7.0).toList()));
        values.put("lists", many(1000, new PyList(numbers())));
        values.put(
                "pairs",
                two(IntStream.range(0, ITEMS / 4)
                        .mapToObj(i -> List.of("k" + i, i))
                        .toList()));
        values.put("dict", two(dict(ITEMS, 1)));
        values.put("dict of long texts", two(dict(1000, "A".repeat(CHARACTERS))));
        values.put("dicts", many(1000, Value.ofJson(dict(400, "x"))));
        values.put("number", List.of(12345.678, 9L));
        values.put("doubling list", List.of(doubling(30), doubling(30)));
        return values;
    }

    private static List<Object> numbers() {
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> (Object) (long) (i * 7919 % ITEMS))
                .toList();
    }

    private static List<Object> two(Object value) {
        return List.of(Value.ofJson(value), Value.ofJson(value));
    }

    private static List<Object> many(int count, Object value) {
        return List.of(new PyList(Collections.nCopies(count, value)), new PyList(Collections.nCopies(count, value)));
    }

    private static Object doubling(int levels) {
        Object value = 1L;
        for (int i = 0; i < levels; i++) {
            value = new PyList(List.of(value, value));
        }
        return value;
    }

    private static Map<String, Object> dict(int size, Object value) {
        Map<String, Object> dict = new LinkedHashMap<>();
        IntStream.range(0, size).forEach(i -> dict.put("key" + i, value));
        return dict;
    }

    private static String copy(String text) {
        return text.substring(0, 1) + text.substring(1);
    }
}
