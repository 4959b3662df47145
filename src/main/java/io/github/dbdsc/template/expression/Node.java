package io.github.dbdsc.template.expression;

import io.github.dbdsc.template.scope.Declaring;
import java.util.List;

/** A piece of syntax: an expression, the target of an assignment, or a statement. */
public interface Node extends Declaring {

    /** The pieces it is made of, in the order in which Jinja2 looks at them. */
    List<? extends Node> children();
}
