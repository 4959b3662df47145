package io.github.dbdsc.template;

import io.github.dbdsc.model.Problem;
import java.util.List;

/** Reports that a template could not be rendered, which is its author's fault. */
public final class TemplateException extends Exception {

    private final transient List<Problem> problems;
    private final String errorClass;

    public TemplateException(List<Problem> problems) {
        this(problems, "");
    }

    /** @param errorClass the class of the exception Python raises for it; empty where that is not known */
    TemplateException(List<Problem> problems, String errorClass) {
        super(
                problems.isEmpty()
                        ? "the template could not be rendered"
                        : problems.get(0).message());
        this.problems = List.copyOf(problems);
        this.errorClass = errorClass;
    }

    /** Returns what is wrong, with the template's path in the container, line and column; at least one problem. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * Returns the class of the exception that Python raises, such as {@code UndefinedError}; {@code Unsupported} for what this
     * renderer does not do and {@code Limit} where a budget was used up.
     */
    public String errorClass() {
        return errorClass;
    }
}
