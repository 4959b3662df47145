package io.github.dbdsc.definition;

import io.github.dbdsc.model.Problem;
import java.util.List;

/** A definition, or what it rendered to, is not usable. The fault is its author's. */
final class DefinitionException extends Exception {

    private final transient List<Problem> problems;

    DefinitionException(List<Problem> problems) {
        super(problems.get(0).message());
        this.problems = List.copyOf(problems);
    }

    DefinitionException(Problem problem) {
        this(List.of(problem));
    }

    List<Problem> problems() {
        return problems;
    }
}
