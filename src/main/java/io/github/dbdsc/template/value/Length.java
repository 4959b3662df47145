package io.github.dbdsc.template.value;

/** Python's {@code len()}. */
public final class Length {

    private Length() {}

    public static boolean isSized(Object value) {
        return value instanceof String
                || value instanceof Sequence
                || value instanceof PyDict
                || value instanceof Markup
                || value instanceof PyRange
                || value instanceof DictView
                || value instanceof Sized
                || value instanceof Undefined;
    }

    public static long of(Object value) {
        if (value instanceof String text) {
            return Strings.length(text);
        }
        if (value instanceof Sequence sequence) {
            return sequence.size();
        }
        if (value instanceof PyDict dict) {
            return dict.size();
        }
        if (value instanceof Markup markup) {
            return Strings.length(markup.text());
        }
        if (value instanceof PyRange range) {
            return range.size();
        }
        if (value instanceof DictView view) {
            return view.size();
        }
        if (value instanceof Sized sized) {
            return sized.length();
        }
        if (value instanceof Undefined undefined) {
            undefined.use();
            return 0;
        }
        throw PythonError.type("object of type '" + TypeName.of(value) + "' has no len()");
    }
}
