package io.github.dbdsc.template.tag;

import io.github.dbdsc.template.expression.Node;
import io.github.dbdsc.template.scope.Scope;
import io.github.dbdsc.template.scope.Symbols;

/** A tag, or text between tags. */
interface Statement extends Node {

    Instruction compile(Scope scope);

    @Override
    default void declare(Symbols symbols) {
        children().forEach(child -> child.declare(symbols));
    }
}
