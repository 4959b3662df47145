package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;
import io.github.dbdsc.template.value.Position;

/** Syntax that has a value. */
public interface Expression extends Node {

    Position position();

    Evaluator compile(Scope scope);

    @Override
    default void declare(Symbols symbols) {
        children().forEach(child -> child.declare(symbols));
    }
}
