package io.github.dbdsc.plan;

import java.util.Arrays;

/**
 * Pairs the elements of two lists of one length, each with one that it fits. A greedy choice may take away the only one
 * that another fits, so a pair is broken up where that lets both find a partner (augmenting paths).
 */
final class Pairing {

    private static final int FREE = -1;

    private final int size;
    private final Fit fit;
    private final int[] partners;

    /** Reports whether an element of the first list fits one of the second, both by their indexes. */
    @FunctionalInterface
    interface Fit {
        boolean fits(int first, int second);
    }

    Pairing(int size, Fit fit) {
        this.size = size;
        this.fit = fit;
        this.partners = new int[size];
        Arrays.fill(partners, FREE);
    }

    /** Reports whether every element finds a partner. */
    boolean isComplete() {
        for (int first = 0; first < size; first++) {
            if (!findsPartner(first, new boolean[size])) {
                return false;
            }
        }
        return true;
    }

    private boolean findsPartner(int first, boolean[] tried) {
        for (int second = 0; second < size; second++) {
            if (!tried[second] && fit.fits(first, second)) {
                tried[second] = true;
                if (partners[second] == FREE || findsPartner(partners[second], tried)) {
                    partners[second] = first;
                    return true;
                }
            }
        }
        return false;
    }
}
