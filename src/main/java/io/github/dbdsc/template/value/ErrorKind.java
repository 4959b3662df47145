package io.github.dbdsc.template.value;

/** The exception classes that rendering can end in. */
public enum ErrorKind {
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
    /** The template does something this renderer knowingly does not. */
    UNSUPPORTED("Unsupported"),
    /** The template used up a budget. */
    LIMIT("Limit");

    private final String pythonName;

    ErrorKind(String pythonName) {
        this.pythonName = pythonName;
    }

    /** The name of the exception class in Python, or of the condition that only exists here. */
    public String pythonName() {
        return pythonName;
    }

    /** Whether Jinja2 answers a failed subscript with an undefined value for this class. */
    public boolean isFailedLookup() {
        return this == ATTRIBUTE_ERROR || this == INDEX_ERROR || this == KEY_ERROR || this == TYPE_ERROR;
    }

    /** Whether {@code except ValueError} catches it. */
    public boolean isValueError() {
        return this == VALUE_ERROR || this == UNICODE_ENCODE_ERROR;
    }
}
