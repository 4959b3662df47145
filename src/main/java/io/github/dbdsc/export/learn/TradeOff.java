package io.github.dbdsc.export.learn;

/** What to prefer where jobs that are not of one shape could share a template. */
public enum TradeOff {
    /** They share one where templates and definitions together take fewer bytes then, or hardly more. */
    FEWEST_BYTES(1.03),
    /** They share one even where that takes up to half as much again: fewer templates, with more conditions in them. */
    FEWEST_TEMPLATES(1.5),
    /** They share none: more templates, without any condition. */
    ONE_PER_SHAPE(0);

    private final double most;

    TradeOff(double most) {
        this.most = most;
    }

    /** Reports whether jobs that take so many bytes with templates of their own share one with which they take so many. */
    boolean joins(double apart, double together) {
        return together < most * apart;
    }
}
