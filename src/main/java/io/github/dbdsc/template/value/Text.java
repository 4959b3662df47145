package io.github.dbdsc.template.value;

/** Python's {@code str()}. */
public final class Text {

    private Text() {}

    public static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long number) {
            return Long.toString(number);
        }
        if (value instanceof Markup markup) {
            return markup.text();
        }
        if (value instanceof Undefined undefined) {
            return undefined.text();
        }
        if (value instanceof SafeText safe) {
            return safe.html();
        }
        return Repr.of(value);
    }

    /** Python's {@code soft_str}: markup stays markup, everything else becomes a plain string. */
    public static Object soft(Object value) {
        return value instanceof Markup ? value : of(value);
    }
}
