package io.github.dbdsc.template.expression;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Finds which of some special names a body reads before it assigns them itself. */
public final class UndeclaredNames {

    private final Set<String> wanted;
    private final Set<String> found = new HashSet<>();

    private UndeclaredNames(Set<String> wanted) {
        this.wanted = new HashSet<>(wanted);
    }

    public static Set<String> among(Set<String> names, Collection<? extends Node> body) {
        UndeclaredNames search = new UndeclaredNames(names);
        body.forEach(search::visit);
        return search.found;
    }

    private void visit(Node node) {
        if (node instanceof Name name && wanted.contains(name.name())) {
            found.add(name.name());
        } else if (node instanceof Target.NameTarget target) {
            wanted.remove(target.name());
        } else if (!(node instanceof OwnScope)) {
            node.children().forEach(this::visit);
        }
    }

    /** A statement that sees nothing of the names around it. */
    public interface OwnScope {}
}
