package io.github.dbdsc.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.dbdsc.model.DidYouMean;
import io.github.dbdsc.model.VisibleText;
import java.util.List;
import java.util.Optional;

/** Which target a call over HTTP is about: its query parameter {@code target}. */
final class TargetChoice {

    /** The name of the parameter. */
    static final String PARAMETER = "target";

    /** Stands for all targets. */
    static final String ALL = "*";

    private final TargetServices targets;

    TargetChoice(TargetServices targets) {
        this.targets = targets;
    }

    /**
     * Returns the one target that is meant.
     *
     * @throws HttpProblem when there are several and none is named, or none of this name
     */
    String one(HttpQuery query) {
        List<String> names = targets.names();
        Optional<String> given = query.value(PARAMETER);
        if (given.isEmpty() && names.size() > 1) {
            throw HttpProblem.notUnderstood("there are several targets: " + String.join(", ", names)
                    + "; say which one is meant with target=<name>");
        }
        String name = given.orElse(names.get(0));
        if (name.equals(ALL) && isNamed()) {
            throw HttpProblem.notUnderstood("this is about one target, and target=* means all of them; there "
                    + (names.size() == 1 ? "is " : "are ") + String.join(", ", names));
        }
        if (name.isEmpty() || names.contains(name)) {
            return name;
        }
        throw unknown(name);
    }

    /**
     * Returns the targets that a call is about which may be about all of them.
     *
     * @throws HttpProblem when it names none that there is
     */
    List<String> all(HttpQuery query) {
        return isForAll(query) ? targets.names() : List.of(one(query));
    }

    /** Reports whether a call is about several targets: it names none, or all. */
    boolean isForAll(HttpQuery query) {
        Optional<String> given = query.value(PARAMETER);
        return given.map(ALL::equals).orElse(targets.names().size() > 1) && isNamed();
    }

    /** Reports whether a call asks for all targets in so many words. */
    boolean asksForAll(HttpQuery query) {
        return query.value(PARAMETER).filter(ALL::equals).isPresent() && isNamed();
    }

    private boolean isNamed() {
        return !targets.names().get(0).isEmpty();
    }

    private HttpProblem unknown(String name) {
        List<String> names = targets.names();
        return isNamed()
                ? HttpProblem.notFound(
                        "There is no such target",
                        "there is no target '" + VisibleText.escaped(name) + "'; there "
                                + (names.size() == 1 ? "is " : "are ") + String.join(", ", names)
                                + DidYouMean.endingAmongFew(name, names))
                : HttpProblem.notFound(
                        "There is no such target",
                        "there is no target '" + VisibleText.escaped(name)
                                + "': the app setting TARGETS names none, so leave the parameter out");
    }

    /** Writes the name of a target into a document about it, unless it has none. */
    static ObjectNode named(String target, ObjectNode document) {
        if (!target.isEmpty()) {
            document.put(PARAMETER, target);
        }
        return document;
    }

    /** Returns what a document says of its target. */
    static String in(JsonNode document) {
        return document.path(PARAMETER).asText();
    }
}
