package io.github.dbdsc.model;

/**
 * What is an error in definitions and templates, although it could be read: a warning unless a setting says otherwise.
 *
 * @param undefinedNames names that a template uses and nobody defines, setting {@code STRICT_UNDEFINED}
 * @param everything whatever is a warning otherwise, setting {@code STRICT}
 */
public record Strictness(boolean undefinedNames, boolean everything) {

    /** Everything that could be read is a warning, as the original program had not even that. */
    public static final Strictness LENIENT = new Strictness(false, false);

    /** Returns the strictness of setting {@code STRICT}, which is about everything, and {@code STRICT_UNDEFINED}. */
    public static Strictness of(boolean everything, boolean undefinedNames) {
        return new Strictness(everything || undefinedNames, everything);
    }
}
