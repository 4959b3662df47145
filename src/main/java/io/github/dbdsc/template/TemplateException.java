package io.github.dbdsc.template;

import io.github.dbdsc.model.Problem;
import java.util.List;

/** A template could not be rendered: its author's fault. */
public final class TemplateException extends Exception {

    private final transient List<Problem> problems;

    public TemplateException(List<Problem> problems) {
        super(
                problems.isEmpty()
                        ? "the template could not be rendered"
                        : problems.get(0).message());
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, with the template's path in the container, line and column; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
