package io.github.dbdsc.export.learn;

import com.fasterxml.jackson.databind.JsonNode;

/** Bits that stand for the fields of settings: the more two have in common, the more alike the settings are. */
final class Sketch {

    private static final int WORDS = 8;
    private static final int PRIME = 31;

    /** Spreads the hashes of paths over all bits: the golden ratio, as a fraction of 2^32. */
    private static final int SPREAD = 0x9E3779B9;

    private static final int WORD_SHIFT = 6;
    private static final int BIT_SHIFT = 26;

    private final long[] bits = new long[WORDS];
    private int count;

    private Sketch() {}

    static Sketch of(JsonNode settings) {
        Sketch sketch = new Sketch();
        sketch.add(settings, 1);
        for (long word : sketch.bits) {
            sketch.count += Long.bitCount(word);
        }
        return sketch;
    }

    private void add(JsonNode node, int path) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            add(field.getValue(), PRIME * path + field.getKey().hashCode()));
        } else if (node.isArray()) {
            node.forEach(element -> add(element, PRIME * path));
        } else {
            int hash = path * SPREAD;
            bits[(hash >>> WORD_SHIFT) & (WORDS - 1)] |= 1L << (hash >>> BIT_SHIFT);
        }
    }

    /**
     * Returns how much two have in common: 1 for all, 0 for nothing.
     *
     * @param least what is not above this is of no interest, and may be told as 0
     */
    double likeness(Sketch other, double least) {
        if (Math.min(count, other.count) <= least * Math.max(count, other.count)) {
            return 0;
        }
        int both = 0;
        for (int i = 0; i < WORDS; i++) {
            both += Long.bitCount(bits[i] & other.bits[i]);
        }
        int any = count + other.count - both;
        return any == 0 ? 0 : (double) both / any;
    }
}
