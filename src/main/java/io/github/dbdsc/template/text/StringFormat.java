package io.github.dbdsc.template.text;

import io.github.dbdsc.template.value.Budget;
import io.github.dbdsc.template.value.Markup;
import io.github.dbdsc.template.value.PythonError;
import io.github.dbdsc.template.value.Repr;
import io.github.dbdsc.template.value.Strings;
import java.util.function.BiFunction;

/** Formats text like Python's {@code str.format}: replacement fields in braces. */
public final class StringFormat {

    private final String format;
    private final Lookup lookup;
    private final BiFunction<Object, String, Object> formatting;
    private int next;
    private boolean numbered;
    private boolean counted;
    /** What the last field was formatted to. */
    private Object last = "";

    /** Where the values of the fields come from. */
    public interface Lookup {

        Object positional(int index);

        Object named(String name);

        Object attribute(Object value, String name);

        Object item(Object value, Object key);

        /**
         * Looks at a field that starts with an attribute or item of nothing, such as <code>{.name}</code>.
         *
         * @throws PythonError KeyError where it does not get the next number
         */
        void checkUnnamed();
    }

    private StringFormat(String format, Lookup lookup, BiFunction<Object, String, Object> formatting) {
        this.format = format;
        this.lookup = lookup;
        this.formatting = formatting;
    }

    /**
     * Formats values.
     *
     * @return a text; or markup, where a field with a specification that changes nothing is all there is
     */
    public static Object format(String format, Lookup lookup) {
        StringFormat parts = new StringFormat(format, lookup, FormatSpec::format);
        String text = parts.run(format, 2);
        // Python passes the very object on that the last field was formatted to, if nothing came before it
        return parts.last instanceof Markup markup && markup.text().equals(text) && !text.isEmpty() ? markup : text;
    }

    /** Formats like {@link #format(String, Lookup)}, with another way to format one value, such as one that escapes it. */
    public static String format(String format, Lookup lookup, BiFunction<Object, String, Object> formatting) {
        return new StringFormat(format, lookup, formatting).run(format, 2);
    }

    /** Formats one value like Python's {@code format(value, spec)}. */
    public static Object formatValue(Object value, String spec) {
        return FormatSpec.format(value, spec);
    }

    private String run(String text, int depth) {
        if (depth == 0) {
            throw PythonError.value("Max string recursion exceeded");
        }
        Budget budget = Budget.current();
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean doubled = i + 1 < text.length() && text.charAt(i + 1) == c;
            if (c != '{' && c != '}') {
                int start = i;
                while (i < text.length() && text.charAt(i) != '{' && text.charAt(i) != '}') {
                    i++;
                }
                out.append(text, start, i);
                budget.steps(i - start - 1L);
            } else if (doubled) {
                out.append(c);
                i += 2;
            } else if (c == '}') {
                throw PythonError.value("Single '}' encountered in format string");
            } else {
                int end = endOfField(text, i + 1);
                Object made = field(text.substring(i + 1, end), depth);
                out.append(made);
                last = made;
                i = end + 1;
            }
            budget.step();
        }
        budget.size(out.length());
        return out.toString();
    }

    private static int endOfField(String text, int start) {
        if (start >= text.length()) {
            throw PythonError.value("Single '{' encountered in format string");
        }
        int open = 1;
        boolean bracket = false;
        boolean spec = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (bracket) {
                bracket = c != ']';
            } else if (c == '[' && !spec) {
                bracket = true;
            } else if (c == '{') {
                open++;
            } else if (c == ':' || c == '!') {
                spec = true;
            } else if (c == '}' && --open == 0) {
                return i;
            }
        }
        throw PythonError.value("expected '}' before end of string");
    }

    private Object field(String field, int depth) {
        int end = endOfName(field);
        String rest = field.substring(end);
        boolean converts = rest.startsWith("!");
        if (converts && (rest.length() < 2 || (rest.length() > 2 && rest.charAt(2) != ':'))) {
            throw PythonError.value(
                    rest.length() < 2 ? "unmatched '{' in format spec" : "expected ':' after conversion specifier");
        }
        Object value = value(field.substring(0, end));
        if (converts) {
            value = converted(value, rest.charAt(1));
            rest = rest.substring(2);
        }
        return formatting.apply(value, rest.isEmpty() ? "" : run(rest.substring(1), depth - 1));
    }

    private static int endOfName(String field) {
        boolean bracket = false;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            bracket = bracket ? c != ']' : c == '[';
            if (!bracket && (c == ':' || c == '!')) {
                return i;
            }
            if (c == '{') {
                throw PythonError.value("unexpected '{' in field name");
            }
        }
        return field.length();
    }

    private static Object converted(Object value, char conversion) {
        return switch (conversion) {
            case 's' -> Strings.of(value);
            case 'r' -> Repr.of(value);
            case 'a' -> ascii(Repr.of(value));
            default -> throw PythonError.value("Unknown conversion specifier '" + conversion + "'");
        };
    }

    private Object value(String name) {
        int end = 0;
        while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
            end++;
        }
        if (end == 0 && !name.isEmpty()) {
            lookup.checkUnnamed();
        }
        Object value = first(name.substring(0, end));
        while (end < name.length()) {
            if (name.charAt(end) == '.') {
                int start = ++end;
                while (end < name.length() && name.charAt(end) != '.' && name.charAt(end) != '[') {
                    end++;
                }
                value = lookup.attribute(value, notEmpty(name.substring(start, end)));
            } else if (name.charAt(end) == '[') {
                int close = name.indexOf(']', end);
                if (close < 0) {
                    throw PythonError.value("Missing ']' in format string");
                }
                String key = notEmpty(name.substring(end + 1, close));
                value = lookup.item(value, isNumber(key) ? (Object) Long.valueOf(key) : key);
                end = close + 1;
            } else {
                throw PythonError.value("Only '.' or '[' may follow ']' in format field specifier");
            }
        }
        return value;
    }

    private static String notEmpty(String part) {
        if (part.isEmpty()) {
            throw PythonError.value("Empty attribute in format string");
        }
        return part;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private Object first(String name) {
        if (name.isEmpty()) {
            counted = true;
        } else if (isNumber(name)) {
            numbered = true;
        } else {
            return lookup.named(name);
        }
        if (counted && numbered) {
            throw PythonError.value(
                    "cannot switch between manual field specification and automatic field numbering in " + format);
        }
        return lookup.positional(name.isEmpty() ? next++ : Integer.parseInt(name));
    }

    /** Escapes everything beyond ASCII, as Python's {@code ascii()} does. */
    static String ascii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                out.append((char) c);
            } else {
                out.append(Repr.code(c));
            }
        });
        return out.toString();
    }
}
