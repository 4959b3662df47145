package io.github.dbdsc.template.value;

import io.github.dbdsc.template.value.Value.Represented;
import java.util.Set;

/**
 * What {@code job_ref()} and {@code lookup()} return: a number that stands in the rendered text for an id which is known
 * only later. It can be printed and be part of texts, lists and dicts. Whatever would compute with its digits, by itself or
 * inside a text, is refused.
 */
public record ReferenceNumber(String digits) implements Represented {

    /** How all of them start; nothing else looks like it. */
    static final String MARK = "71830463925518270649";

    /** Filters and methods that leave the digits within a text as they are. */
    private static final Set<String> PRINTING = Set.of(
            "string",
            "e",
            "escape",
            "forceescape",
            "safe",
            "tojson",
            "jsonify",
            "default",
            "d",
            "join",
            "indent",
            "upper",
            "lower",
            "capitalize",
            "title",
            "swapcase",
            "casefold",
            "format",
            "format_map",
            "striptags",
            "urlencode",
            "splitlines",
            "unescape",
            "__str__",
            "__html__");

    /** Those that do, too, when the text they look for has no digits. */
    private static final Set<String> SEARCHING = Set.of(
            "replace",
            "trim",
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "rsplit",
            "partition",
            "rpartition",
            "startswith",
            "endswith",
            "removeprefix",
            "removesuffix");

    /** Whether the value is one of them or a text that contains one. */
    public static boolean isIn(Object value) {
        return value instanceof ReferenceNumber
                || (value instanceof String text && text.contains(MARK))
                || (value instanceof Markup markup && markup.text().contains(MARK));
    }

    /**
     * Refuses to compute with a reference.
     *
     * @throws PythonError when the value is or contains one
     */
    static void refuse(Object value) {
        if (Budget.current().hasReferences() && isIn(value)) {
            throw refusal();
        }
    }

    public static PythonError refusal() {
        return PythonError.unsupported("what job_ref() or lookup() returns stands for an id that is not known yet:"
                + " print it, but don't compute with it nor with a text that contains it");
    }

    /**
     * Refuses a filter or method that would compute with a reference.
     *
     * @param name of the filter or method
     * @param value what it is applied to
     */
    public static void guard(Budget budget, String name, Object value, Arguments arguments) {
        if (budget.hasReferences() && isIn(value) && !PRINTING.contains(name)) {
            boolean harmless = SEARCHING.contains(name)
                    && (arguments.size() == 0 || !hasDigits(arguments.get(0)))
                    && arguments.named().values().stream().noneMatch(ReferenceNumber::hasDigits);
            if (!harmless) {
                throw refusal();
            }
        }
    }

    /** Whether a text, or any of several, has digits; numbers only say how often or how wide. */
    private static boolean hasDigits(Object value) {
        return value instanceof ReferenceNumber
                || (value instanceof PyTuple tuple && tuple.asList().stream().anyMatch(ReferenceNumber::hasDigits))
                || (Strings.isString(value) && value.toString().chars().anyMatch(c -> c >= '0' && c <= '9'));
    }

    /** Whether a part can be looked for in a text that contains one. */
    static void refuseSearch(String text, String part) {
        if (hasDigits(part)) {
            refuse(text);
        }
    }

    @Override
    public String repr() {
        return digits;
    }
}
