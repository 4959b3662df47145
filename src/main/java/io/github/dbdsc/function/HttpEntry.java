package io.github.dbdsc.function;

/**
 * One of the two ways in for calls over HTTP. Every function that answers with data is there twice, with a route for each:
 * the level at which the Functions host asks for keys is fixed when the app is built.
 *
 * @see EntraFunctions
 */
enum HttpEntry {
    /** With a function key, which the host has checked. */
    KEY("/api"),
    /** With a token, which the host lets through and this program checks. */
    TOKEN("/api/entra");

    private final String root;

    HttpEntry(String root) {
        this.root = root;
    }

    /** Returns how the paths of this way in begin. */
    String root() {
        return root;
    }

    /** Returns the other way in. */
    HttpEntry other() {
        return this == KEY ? TOKEN : KEY;
    }
}
