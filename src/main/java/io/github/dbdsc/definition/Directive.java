package io.github.dbdsc.definition;

import java.util.List;

/** The names in a definition that are no values for its template. They start with {@code $}. */
final class Directive {

    static final String TEMPLATE = "$template";
    static final String ADOPT = "$adopt";
    static final String PROTECT = "$protect";
    static final String HOLD = "$hold";
    static final String IGNORE = "$ignore";
    static final String FORCE = "$force";
    static final String SCHEMA = "$schema";
    static final String TARGETS = "$targets";
    static final String OVERRIDE = "$override";

    /** All of them, as messages list them. */
    static final List<String> ALL = List.of(TEMPLATE, ADOPT, PROTECT, HOLD, IGNORE, FORCE, TARGETS, OVERRIDE, SCHEMA);

    private Directive() {}

    /** Reports whether a name can't be that of a value. */
    static boolean isLike(String name) {
        return name.startsWith("$");
    }

    /** Returns all of them as part of a sentence. */
    static String listed() {
        return String.join(", ", ALL.subList(0, ALL.size() - 1)) + " and " + ALL.get(ALL.size() - 1);
    }
}
