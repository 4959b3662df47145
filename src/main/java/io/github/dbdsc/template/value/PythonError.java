package io.github.dbdsc.template.value;

import org.jspecify.annotations.Nullable;

/** What a template raises: an exception of Python's or Jinja2's, with the place in the template once it is known. */
public final class PythonError extends RuntimeException {

    /** The exception classes that rendering can end in. */
    public enum Kind {
        TEMPLATE_SYNTAX_ERROR("TemplateSyntaxError"),
        TEMPLATE_ASSERTION_ERROR("TemplateAssertionError"),
        TEMPLATE_RUNTIME_ERROR("TemplateRuntimeError"),
        TEMPLATE_NOT_FOUND("TemplateNotFound"),
        TEMPLATES_NOT_FOUND("TemplatesNotFound"),
        UNDEFINED_ERROR("UndefinedError"),
        FILTER_ARGUMENT_ERROR("FilterArgumentError"),

        ASSERTION_ERROR("AssertionError"),
        ATTRIBUTE_ERROR("AttributeError"),
        INDEX_ERROR("IndexError"),
        KEY_ERROR("KeyError"),
        OVERFLOW_ERROR("OverflowError"),
        RUNTIME_ERROR("RuntimeError"),
        STOP_ITERATION("StopIteration"),
        SYNTAX_ERROR("SyntaxError"),
        TYPE_ERROR("TypeError"),
        UNICODE_ENCODE_ERROR("UnicodeEncodeError"),
        VALUE_ERROR("ValueError"),
        ZERO_DIVISION_ERROR("ZeroDivisionError"),

        /** The template does something that this renderer deliberately leaves out. */
        UNSUPPORTED("Unsupported"),
        /** The template used up a budget. */
        LIMIT("Limit");

        private final String pythonName;

        Kind(String pythonName) {
            this.pythonName = pythonName;
        }

        /** The name of the exception class in Python, or of the condition that only exists here. */
        public String pythonName() {
            return pythonName;
        }

        /** Whether Jinja2 answers a failed subscript with an undefined value for this class. */
        boolean isFailedLookup() {
            return this == ATTRIBUTE_ERROR || this == INDEX_ERROR || this == KEY_ERROR || this == TYPE_ERROR;
        }

        /** Whether {@code except ValueError} catches it. */
        public boolean isValueError() {
            return this == VALUE_ERROR || this == UNICODE_ENCODE_ERROR;
        }
    }

    private final Kind kind;
    private @Nullable Position position;

    public PythonError(Kind kind, String message) {
        // no stack trace: templates raise these often, and nobody reads Java frames
        super(message, null, false, false);
        this.kind = kind;
    }

    public static PythonError type(String message) {
        return new PythonError(Kind.TYPE_ERROR, message);
    }

    public static PythonError value(String message) {
        return new PythonError(Kind.VALUE_ERROR, message);
    }

    public static PythonError attribute(String message) {
        return new PythonError(Kind.ATTRIBUTE_ERROR, message);
    }

    public static PythonError key(String message) {
        return new PythonError(Kind.KEY_ERROR, message);
    }

    public static PythonError index(String message) {
        return new PythonError(Kind.INDEX_ERROR, message);
    }

    public static PythonError overflow(String message) {
        return new PythonError(Kind.OVERFLOW_ERROR, message);
    }

    /** Jinja2's {@code TemplateRuntimeError}. */
    public static PythonError runtime(String message) {
        return new PythonError(Kind.TEMPLATE_RUNTIME_ERROR, message);
    }

    public static PythonError filterArgument(String message) {
        return new PythonError(Kind.FILTER_ARGUMENT_ERROR, message);
    }

    public static PythonError unsupported(String message) {
        return new PythonError(Kind.UNSUPPORTED, message);
    }

    public static PythonError limit(String message) {
        return new PythonError(Kind.LIMIT, message);
    }

    public Kind kind() {
        return kind;
    }

    public @Nullable Position position() {
        return position;
    }

    /** Records where it happened, unless an inner expression already did. */
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
