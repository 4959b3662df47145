package io.github.dbdsc.definition.editor;

/**
 * Where in the settings a template prints a value.
 *
 * @param kind how much of what stands there the value is
 * @param field what stands there
 * @param isQuoted whether the template has quotes around it
 */
record Site(Kind kind, Field field, boolean isQuoted) {

    enum Kind {
        /** The value of a field, or an element. */
        WHOLE,
        /** Part of a text. */
        PART,
        /** A name, or part of one. */
        NAME,
        /** Not known. */
        UNKNOWN
    }

    static final Site ANYWHERE = new Site(Kind.UNKNOWN, Field.UNKNOWN, false);
}
