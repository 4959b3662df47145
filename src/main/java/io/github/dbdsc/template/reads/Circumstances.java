package io.github.dbdsc.template.reads;

/**
 * When a value is used.
 *
 * @param optional whether the value may be missing
 * @param conditional whether something else than the value itself decides if it is used
 * @param mayBeEmpty whether it is not used where it is null, false, 0 or empty
 * @param open whether the value decides by what it is if it is used
 */
public record Circumstances(boolean optional, boolean conditional, boolean mayBeEmpty, boolean open) {

    /** Always. */
    public static final Circumstances ALWAYS = new Circumstances(false, false, false, false);

    /** Where it is there. */
    public static final Circumstances OPTIONAL = new Circumstances(true, false, false, false);

    /** Where it is there and not empty. */
    public static final Circumstances UNLESS_EMPTY = new Circumstances(true, false, true, false);

    /** Where something else says so. */
    public static final Circumstances CONDITIONAL = new Circumstances(true, true, false, false);

    /** Returns when both are the case. */
    public Circumstances and(Circumstances other) {
        return new Circumstances(
                optional || other.optional,
                conditional || other.conditional,
                mayBeEmpty || other.mayBeEmpty,
                open || other.open);
    }
}
