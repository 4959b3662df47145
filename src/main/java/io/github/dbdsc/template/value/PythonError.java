package io.github.dbdsc.template.value;

import org.jspecify.annotations.Nullable;

/** What a template raises: an exception of Python's or Jinja2's, with the place in the template once it is known. */
public final class PythonError extends RuntimeException {

    private final ErrorKind kind;
    private @Nullable Position position;

    public PythonError(ErrorKind kind, String message) {
        // no stack trace: templates raise these often, and nobody reads Java frames
        super(message, null, false, false);
        this.kind = kind;
    }

    public static PythonError type(String message) {
        return new PythonError(ErrorKind.TYPE_ERROR, message);
    }

    public static PythonError value(String message) {
        return new PythonError(ErrorKind.VALUE_ERROR, message);
    }

    public static PythonError overflow(String message) {
        return new PythonError(ErrorKind.OVERFLOW_ERROR, message);
    }

    public static PythonError runtime(String message) {
        return new PythonError(ErrorKind.TEMPLATE_RUNTIME_ERROR, message);
    }

    public static PythonError filterArgument(String message) {
        return new PythonError(ErrorKind.FILTER_ARGUMENT_ERROR, message);
    }

    public static PythonError unsupported(String message) {
        return new PythonError(ErrorKind.UNSUPPORTED, message);
    }

    public ErrorKind kind() {
        return kind;
    }

    public @Nullable Position position() {
        return position;
    }

    /** Says where it happened, unless an inner expression already did. */
    public PythonError at(Position place) {
        if (position == null) {
            position = place;
        }
        return this;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? kind.pythonName() : message;
    }
}
