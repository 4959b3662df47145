package io.github.dbdsc.template.compiler;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A piece of syntax: an expression, the target of an assignment, or a statement. */
sealed interface Node permits Expression, AssignmentTarget, Statement, IfTag.Branch {

    /** Returns the pieces it is made of, in the order in which Jinja2 looks at them. */
    List<? extends Node> children();

    /** Tells the scope it stands in which names it reads and assigns there. */
    default void declare(Symbols symbols) {
        children().forEach(child -> child.declare(symbols));
    }

    /** Finds which of some special names a body reads before it assigns them itself. */
    static Set<String> undeclared(Set<String> names, Collection<? extends Node> body) {
        Set<String> wanted = new HashSet<>(names);
        Set<String> found = new HashSet<>();
        body.forEach(node -> findUndeclared(node, wanted, found));
        return found;
    }

    private static void findUndeclared(Node node, Set<String> wanted, Set<String> found) {
        if (node instanceof Expression.Name name && wanted.contains(name.name())) {
            found.add(name.name());
        } else if (node instanceof AssignmentTarget.Name target) {
            wanted.remove(target.name());
        } else if (!(node instanceof InheritanceTag.Block)) {
            // a block sees nothing of the names around it
            node.children().forEach(child -> findUndeclared(child, wanted, found));
        }
    }
}
