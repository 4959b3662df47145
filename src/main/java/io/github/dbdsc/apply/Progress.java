package io.github.dbdsc.apply;

/** Is told how far a plan has been carried out. */
@FunctionalInterface
public interface Progress {

    /** Tells nobody. */
    Progress NONE = (done, total) -> {};

    /**
     * Takes how many changes were tried, after each of them and once before the first; not called where there is nothing to
     * write. Several threads call it, perhaps not in order; they wait for it, and it throws nothing.
     */
    void at(int done, int total);
}
